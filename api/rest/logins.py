"""`/v1/logins`: logging in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.edge import bodies
from api.edge.client import TheClient
from api.edge.request_body import described, json_body, later_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts, bearer
from api.rest.answered_once import answered_once
from api.rest.tokens import TheJudgedAct, TheLogin, TheLoginAct
from doorstep.transactions.kept_answers import Reply

router = APIRouter(prefix="/v1/logins", tags=["logins"], route_class=TimeLimitedRoute)
_Nothing = Annotated[bodies.Nothing, Depends(later_body(bodies.Nothing))]


@router.post(
    "",
    status_code=201,
    response_model=bodies.Login,
    openapi_extra=described(bodies.Credentials),
)
async def log_in(
    request: Request,
    parts: TheParts,
    client: TheClient,
    credentials: Annotated[bodies.Credentials, Depends(json_body(bodies.Credentials))],
) -> Response:
    """Start a login with email address and password.

    An application with the scope `client_address` names its user's address.
    """
    if credentials.client_address:
        token = bearer(request.headers)
        client = await parts.applications.calls.named_by(token, credentials, client)
    return send(as_reply(await parts.logins.open(credentials, client), 201))


@router.get("/{login_id}", response_model=bodies.Login)
async def read_login(parts: TheParts, flow: TheLogin) -> Response:
    """Read the login."""
    return send(as_reply(parts.logins.read(flow)))


@router.post(
    "/{login_id}/setup",
    status_code=201,
    response_model=bodies.Enrollment,
    responses={200: {"model": bodies.Enrollment, "description": "It runs already."}},
    openapi_extra=described(bodies.Nothing),
)
@answered_once("setup")
async def begin_setup(parts: TheParts, flow: TheJudgedAct, _body: _Nothing) -> Reply:
    """Start the setup of an authenticator, or of a new one that replaces the old."""
    enrollment_id, begun = await parts.logins.begin_setup(flow)
    enrollment = await parts.enrollments.read_again(enrollment_id)
    return as_reply(enrollment, 201 if begun else 200)


@router.post(
    "/{login_id}/code",
    response_model=bodies.Login,
    openapi_extra=described(bodies.AppCodeBody),
)
@answered_once("code")
async def submit_code(
    parts: TheParts,
    client: TheClient,
    flow: TheJudgedAct,
    body: Annotated[bodies.AppCodeBody, Depends(later_body(bodies.AppCodeBody))],
) -> Reply:
    """Sign in with a code from the authenticator app."""
    return as_reply(await parts.logins.submit_code(flow, body.code, client))


@router.post(
    "/{login_id}/session",
    response_model=bodies.Login,
    openapi_extra=described(bodies.Nothing),
)
@answered_once("session")
async def renew_session(
    parts: TheParts,
    flow: TheLoginAct,
    _body: _Nothing,
) -> Reply:
    """Get a new session token if the response was lost."""
    return as_reply(await parts.logins.renew_session(flow))


@router.delete("/{login_id}", status_code=204, response_model=None)
@answered_once("cancel")
async def cancel_login(parts: TheParts, flow: TheLoginAct) -> Reply:
    """Cancel the login."""
    await parts.logins.cancel(flow)
    return Reply(204)
