"""`/v1/me`: the signed-in member."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.edge import bodies
from api.edge.client import TheClient
from api.edge.ids import parse_id
from api.edge.password_bodies import PasswordChange
from api.edge.problems import not_found
from api.edge.request_body import described, json_body, later_body
from api.edge.responses import as_reply, send
from api.edge.step_up_body import StepUp
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.answered_once import answered_once
from api.rest.paging import TheListRequest, described_list
from api.rest.tokens import TheSession, TheSessionAct
from doorstep.transactions.kept_answers import Reply

router = APIRouter(prefix="/v1/me", tags=["me"], route_class=TimeLimitedRoute)


@router.get("", response_model=bodies.Me)
async def read_me(parts: TheParts, signed_in: TheSession) -> Response:
    """Read who is signed in, and how."""
    return send(as_reply(await parts.sessions.me(signed_in)))


@router.patch("", response_model=bodies.Me, openapi_extra=described(bodies.OwnChange))
async def change_me(
    parts: TheParts,
    signed_in: TheSession,
    change: Annotated[bodies.OwnChange, Depends(json_body(bodies.OwnChange))],
) -> Response:
    """Change the own language, that of pages and emails."""
    if "language" in change.model_fields_set:
        signed_in = await parts.own_language.change(signed_in, change.language)
    return send(as_reply(await parts.sessions.me(signed_in)))


@router.post(
    "/password",
    status_code=204,
    response_model=None,
    openapi_extra=described(PasswordChange),
)
@answered_once("password")
async def change_password(
    parts: TheParts,
    flow: TheSessionAct,
    client: TheClient,
    body: Annotated[PasswordChange, Depends(later_body(PasswordChange))],
) -> Reply:
    """Change the own password. It ends the member's other sessions and sign-ins."""
    attempt_id = flow.attempt.id_for(flow.row.id, "password")
    await parts.own_password.change(flow.signed_in, body, client, attempt_id)
    return Reply(204)


@router.post(
    "/step-up", response_model=bodies.SessionFacts, openapi_extra=described(StepUp)
)
@answered_once("step-up")
async def step_up(
    parts: TheParts,
    flow: TheSessionAct,
    client: TheClient,
    body: Annotated[StepUp, Depends(later_body(StepUp))],
) -> Reply:
    """Prove again who is there, for acts that answer `step-up-required`.

    A code of the authenticator, or the password of a member who has none. It counts for
    five minutes in this session, as signing in does; `auth_time` stays.
    """
    attempt_id = flow.attempt.id_for(flow.row.id, "step-up")
    proved = await parts.step_up.give(flow.signed_in, body, client, attempt_id)
    return as_reply(bodies.SessionFacts.of(proved.session, parts.sessions.idle))


@router.delete("/session", status_code=204)
async def log_out(parts: TheParts, signed_in: TheSession) -> Response:
    """End this session."""
    await parts.sessions.end(signed_in)
    return send(Reply(204))


@router.get(
    "/sessions",
    response_model=bodies.Page[bodies.OpenSession],
    openapi_extra=described_list(),
)
async def list_sessions(
    parts: TheParts, signed_in: TheSession, asked: TheListRequest
) -> Response:
    """List the member's sessions, newest first."""
    page = await parts.sessions.open_ones(signed_in, asked)
    return send(as_reply(page))


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(
    parts: TheParts, signed_in: TheSession, session_id: str
) -> Response:
    """End one of the member's own sessions, this one too."""
    if not await parts.sessions.end_one(signed_in, parse_id(session_id)):
        raise not_found()
    return send(Reply(204))
