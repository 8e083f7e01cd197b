"""Authentication: flow tokens for flows, session tokens for the rest."""

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from fastapi import Depends, Request

from api.actions.enrollments import EnrollmentFlow
from api.actions.logins import LoginFlow
from api.actions.sessions import administrator
from api.edge.client import TheClient
from api.edge.idempotency import Attempt, Claiming, Looking
from api.edge.ids import parse_id
from api.edge.problems import Problem
from api.parts import Parts, TheParts, bearer
from doorstep.db.sessions import Session
from doorstep.db.signed_in import SignedIn


async def _login(request: Request, parts: TheParts, login_id: str) -> LoginFlow:
    return await parts.logins.authorise(parse_id(login_id), bearer(request.headers))


async def _login_act(request: Request, parts: TheParts, login_id: str) -> LoginFlow:
    return await parts.logins.authorise(
        parse_id(login_id), bearer(request.headers), _claim(request, parts)
    )


async def _judged_act(
    request: Request, parts: TheParts, client: TheClient, login_id: str
) -> LoginFlow:
    return await parts.logins.authorise_code(
        parse_id(login_id),
        bearer(request.headers),
        client,
        _looking(request, parts),
    )


async def _enrollment_act(
    request: Request, parts: TheParts, enrollment_id: str
) -> EnrollmentFlow:
    return await parts.enrollments.authorise_act(
        parse_id(enrollment_id), bearer(request.headers), _looking(request, parts)
    )


async def _enrollment_end(
    request: Request, parts: TheParts, enrollment_id: str
) -> EnrollmentFlow:
    return await parts.enrollments.authorise(
        parse_id(enrollment_id), bearer(request.headers), _claim(request, parts)
    )


def _claim(request: Request, parts: Parts) -> Claiming:
    return parts.replays.claiming(request.headers.get("idempotency-key"))


def _looking(request: Request, parts: Parts) -> Looking:
    return parts.replays.looking(request.headers.get("idempotency-key"))


async def _enrollment(
    request: Request, parts: TheParts, enrollment_id: str
) -> EnrollmentFlow:
    return await parts.enrollments.authorise(
        parse_id(enrollment_id), bearer(request.headers)
    )


async def _session(request: Request, parts: TheParts) -> SignedIn:
    """From here on its account's language stands in for a browser that names none."""
    token = bearer(request.headers)
    try:
        signed_in = await parts.sessions.authenticate(token)
    except Problem:
        await parts.applications.calls.refuse(token)
        raise
    request.state.language = signed_in.account.language.value
    return signed_in


@dataclass(frozen=True)
class SessionAct:
    """An act that a repeat under its `Idempotency-Key` does not do again."""

    signed_in: SignedIn
    attempt: Attempt

    @property
    def row(self) -> Session:
        return self.signed_in.session


async def _session_act(
    request: Request, parts: TheParts, signed_in: Annotated[SignedIn, Depends(_session)]
) -> SessionAct:
    key = request.headers.get("idempotency-key")
    attempt = await parts.replays.claimed(key, signed_in.session.id)
    return SessionAct(signed_in, attempt)


TheLogin: TypeAlias = Annotated[LoginFlow, Depends(_login)]
TheLoginAct: TypeAlias = Annotated[LoginFlow, Depends(_login_act)]
TheJudgedAct: TypeAlias = Annotated[LoginFlow, Depends(_judged_act)]
TheEnrollmentAct: TypeAlias = Annotated[EnrollmentFlow, Depends(_enrollment_act)]
TheEnrollmentEnd: TypeAlias = Annotated[EnrollmentFlow, Depends(_enrollment_end)]
TheEnrollment: TypeAlias = Annotated[EnrollmentFlow, Depends(_enrollment)]
TheSession: TypeAlias = Annotated[SignedIn, Depends(_session)]
TheSessionAct: TypeAlias = Annotated[SessionAct, Depends(_session_act)]


async def _administrator(signed_in: TheSession) -> SignedIn:
    return administrator(signed_in)


TheAdministrator: TypeAlias = Annotated[SignedIn, Depends(_administrator)]
