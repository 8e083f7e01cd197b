"""`/v1/logins`: logging in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.edge import bodies
from api.edge.attempts import TheAttempt
from api.edge.client import TheClient
from api.edge.request_body import described, json_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.tokens import TheLogin
from doorstep.transactions.kept_answers import Reply

router = APIRouter(prefix="/v1/logins", tags=["logins"], route_class=TimeLimitedRoute)
_Nothing = Annotated[bodies.Nothing, Depends(json_body(bodies.Nothing))]


@router.post(
    "",
    status_code=201,
    response_model=bodies.Login,
    openapi_extra=described(bodies.Credentials),
)
async def log_in(
    parts: TheParts,
    client: TheClient,
    credentials: Annotated[bodies.Credentials, Depends(json_body(bodies.Credentials))],
) -> Response:
    """Open a login with address and password."""
    return send(as_reply(await parts.logins.open(credentials, client), 201))


@router.get("/{login_id}", response_model=bodies.Login)
async def read(parts: TheParts, login: TheLogin) -> Response:
    """Where the login stands."""
    return send(as_reply(await parts.logins.read(login)))


@router.post(
    "/{login_id}/setup",
    status_code=201,
    response_model=bodies.Enrollment,
    responses={200: {"model": bodies.Enrollment, "description": "It runs already."}},
    openapi_extra=described(bodies.Nothing),
)
async def begin_setup(
    parts: TheParts, login: TheLogin, _body: _Nothing, attempt: TheAttempt
) -> Response:
    """Begin the set-up of an authenticator, or of a new one in place of the old."""

    async def act() -> Reply:
        enrollment_id, begun = await parts.logins.begin_setup(login, attempt)
        enrollment = await parts.enrollments.read_again(enrollment_id)
        return as_reply(enrollment, 201 if begun else 200)

    return send(await parts.replays.once(login.row.id, attempt, "setup", act))


@router.post(
    "/{login_id}/code",
    response_model=bodies.Login,
    openapi_extra=described(bodies.CodeBody),
)
async def submit_code(
    parts: TheParts,
    client: TheClient,
    login: TheLogin,
    body: Annotated[bodies.CodeBody, Depends(json_body(bodies.CodeBody))],
    attempt: TheAttempt,
) -> Response:
    """Sign in with a code from the authenticator app."""

    async def act() -> Reply:
        return as_reply(
            await parts.logins.submit_code(login, body.code, client, attempt)
        )

    asked = f"code/{body.code}"
    return send(await parts.replays.once(login.row.id, attempt, asked, act))


@router.post(
    "/{login_id}/session",
    response_model=bodies.Login,
    openapi_extra=described(bodies.Nothing),
)
async def renew_session(
    parts: TheParts, login: TheLogin, _body: _Nothing, attempt: TheAttempt
) -> Response:
    """A fresh session token, for a caller whose answer got lost."""

    async def act() -> Reply:
        return as_reply(await parts.logins.renew_session(login))

    return send(await parts.replays.once(login.row.id, attempt, "session", act))


@router.delete("/{login_id}", status_code=204)
async def cancel(parts: TheParts, login: TheLogin, attempt: TheAttempt) -> Response:
    """Give the login up."""

    async def act() -> Reply:
        await parts.logins.cancel(login, attempt)
        return Reply(204)

    return send(await parts.replays.once(login.row.id, attempt, "cancel", act))
