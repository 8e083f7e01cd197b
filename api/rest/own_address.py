"""`/v1/me/email`: the signed-in member's own address."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.edge import bodies
from api.edge.address_bodies import NewEmail, PendingAddress
from api.edge.problems import not_found
from api.edge.request_body import described, json_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.tokens import TheSession
from doorstep.transactions.kept_answers import Reply

router = APIRouter(prefix="/v1/me/email", tags=["me"], route_class=TimeLimitedRoute)


@router.post(
    "",
    status_code=202,
    response_model=PendingAddress,
    openapi_extra=described(NewEmail),
)
async def change_email(
    parts: TheParts,
    signed_in: TheSession,
    body: Annotated[NewEmail, Depends(json_body(NewEmail))],
) -> Response:
    """Email a code to the new address, and a notice to the present one.

    It replaces a change that is pending. The answer is the same if somebody has the
    address; then no code is sent.
    """
    return send(as_reply(await parts.addresses.ask(signed_in, body.email), 202))


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
async def resend_code_to_new_email(
    parts: TheParts,
    signed_in: TheSession,
    _body: Annotated[bodies.Nothing, Depends(json_body(bodies.Nothing))],
) -> Response:
    """Send the email again with a new code. The previous code stops working."""
    return send(as_reply(await parts.addresses.resend(signed_in)))


@router.post("/code", status_code=204, openapi_extra=described(bodies.CodeBody))
async def confirm_new_email(
    parts: TheParts,
    signed_in: TheSession,
    body: Annotated[bodies.CodeBody, Depends(json_body(bodies.CodeBody))],
) -> Response:
    """Change the address with the emailed code. It ends setups that are running."""
    await parts.addresses.submit_code(signed_in, body.code)
    return send(Reply(204))


@router.delete("", status_code=204)
async def keep_email(parts: TheParts, signed_in: TheSession) -> Response:
    """Cancel the change that is pending. The address stays as it is."""
    await parts.addresses.cancel(signed_in)
    return send(Reply(204))
