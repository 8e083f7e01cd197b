"""`/v1/me/email`: the signed-in member's own address."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.edge import bodies
from api.edge.address_bodies import NewEmail, PendingAddress
from api.edge.problems import not_found
from api.edge.request_body import described, later_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.answered_once import answered_once
from api.rest.tokens import TheSession, TheSessionAct
from doorstep.transactions.kept_answers import Reply

router = APIRouter(prefix="/v1/me/email", tags=["me"], route_class=TimeLimitedRoute)


@router.post(
    "",
    status_code=202,
    response_model=PendingAddress,
    openapi_extra=described(NewEmail),
)
@answered_once("change-email")
async def change_email(
    parts: TheParts,
    flow: TheSessionAct,
    body: Annotated[NewEmail, Depends(later_body(NewEmail))],
) -> Reply:
    """Email a code to the new address, and a notice to the present one.

    It replaces a change that is pending. The answer is the same if somebody has the
    address; then no code is sent.
    """
    asked = await parts.addresses.ask(flow.signed_in, body.email, flow.attempt)
    return as_reply(asked, 202)


@router.get("", response_model=PendingAddress)
async def read_pending_email(parts: TheParts, signed_in: TheSession) -> Response:
    """Read the change that is pending, if there is one."""
    pending = await parts.addresses.pending(signed_in)
    if pending is None:
        raise not_found()
    return send(as_reply(pending))


@router.post(
    "/resend", response_model=PendingAddress, openapi_extra=described(bodies.Nothing)
)
@answered_once("resend")
async def resend_code_to_new_email(
    parts: TheParts,
    flow: TheSessionAct,
    _body: Annotated[bodies.Nothing, Depends(later_body(bodies.Nothing))],
) -> Reply:
    """Send the email again with a new code. The previous code stops working."""
    return as_reply(await parts.addresses.resend(flow.signed_in, flow.attempt))


@router.post(
    "/code",
    status_code=204,
    response_model=None,
    openapi_extra=described(bodies.CodeBody),
)
@answered_once("code")
async def confirm_new_email(
    parts: TheParts,
    flow: TheSessionAct,
    body: Annotated[bodies.CodeBody, Depends(later_body(bodies.CodeBody))],
) -> Reply:
    """Change the address with the emailed code. It ends setups that are running."""
    await parts.addresses.submit_code(flow.signed_in, body.code, flow.attempt)
    return Reply(204)


@router.delete("", status_code=204)
async def keep_email(parts: TheParts, signed_in: TheSession) -> Response:
    """Cancel the change that is pending. The address stays as it is."""
    await parts.addresses.cancel(signed_in)
    return send(Reply(204))
