"""`/v1/password-resets`: a forgotten password."""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Request, Response

from api.actions.recoveries import RecoveryFlow
from api.edge import bodies
from api.edge.client import TheClient
from api.edge.ids import parse_id
from api.edge.password_bodies import (
    ForgottenPassword,
    PasswordReset,
    RecoveredPassword,
)
from api.edge.request_body import described, json_body, later_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts, bearer
from api.rest.answered_once import answered_once
from doorstep.transactions.kept_answers import Reply

router = APIRouter(
    prefix="/v1/password-resets",
    tags=["password resets"],
    route_class=TimeLimitedRoute,
)


async def _reset(request: Request, parts: TheParts, reset_id: str) -> RecoveryFlow:
    token = bearer(request.headers)
    return await parts.recoveries.authorise(parse_id(reset_id), token)


async def _reset_act(request: Request, parts: TheParts, reset_id: str) -> RecoveryFlow:
    claim = parts.replays.claiming(request.headers.get("idempotency-key"))
    token = bearer(request.headers)
    return await parts.recoveries.authorise(parse_id(reset_id), token, claim)


_TheReset: TypeAlias = Annotated[RecoveryFlow, Depends(_reset)]
_TheAct: TypeAlias = Annotated[RecoveryFlow, Depends(_reset_act)]


@router.post(
    "",
    status_code=202,
    response_model=PasswordReset,
    openapi_extra=described(ForgottenPassword),
)
async def forget_password(
    parts: TheParts,
    client: TheClient,
    forgotten: Annotated[ForgottenPassword, Depends(json_body(ForgottenPassword))],
) -> Response:
    """Email a code to whoever has the address. The answer is the same if nobody has."""
    return send(as_reply(await parts.recoveries.open(forgotten.email, client), 202))


@router.get("/{reset_id}", response_model=PasswordReset)
async def read_reset(parts: TheParts, flow: _TheReset) -> Response:
    """The current stage of the reset."""
    return send(as_reply(parts.recoveries.read(flow)))


@router.post(
    "/{reset_id}/resend",
    response_model=PasswordReset,
    openapi_extra=described(bodies.Nothing),
)
@answered_once("resend")
async def resend_reset_email(
    parts: TheParts,
    flow: _TheAct,
    _body: Annotated[bodies.Nothing, Depends(later_body(bodies.Nothing))],
) -> Reply:
    """Send the email again with a new code. The previous code stops working."""
    return as_reply(await parts.recoveries.resend(flow))


@router.post(
    "/{reset_id}/code",
    response_model=PasswordReset,
    openapi_extra=described(bodies.CodeBody),
)
@answered_once("code")
async def submit_reset_code(
    parts: TheParts,
    flow: _TheAct,
    body: Annotated[bodies.CodeBody, Depends(later_body(bodies.CodeBody))],
) -> Reply:
    """Verify the mailbox with the emailed code."""
    return as_reply(await parts.recoveries.submit_code(flow, body.code))


@router.post(
    "/{reset_id}/password",
    status_code=204,
    response_model=None,
    openapi_extra=described(RecoveredPassword),
)
@answered_once("password")
async def set_new_password(
    parts: TheParts,
    flow: _TheAct,
    body: Annotated[RecoveredPassword, Depends(later_body(RecoveredPassword))],
) -> Reply:
    """Set the new password. It ends all sessions and sign-ins; devices stay."""
    await parts.recoveries.set_password(flow, body.new)
    return Reply(204)


@router.delete("/{reset_id}", status_code=204, response_model=None)
@answered_once("cancel")
async def cancel_reset(parts: TheParts, flow: _TheAct) -> Reply:
    """Cancel the reset. The password stays as it is."""
    await parts.recoveries.cancel(flow)
    return Reply(204)
