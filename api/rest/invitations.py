"""`/v1/invitations`: for who has the link of an invitation."""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Request, Response

from api.actions.invitations import InvitationFlow
from api.edge.invitation_bodies import AcceptedInvitation, Invitation
from api.edge.request_body import described, later_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.answered_once import answered_once
from doorstep.transactions.kept_answers import Reply

router = APIRouter(
    prefix="/v1/invitations", tags=["invitations"], route_class=TimeLimitedRoute
)


async def _act(request: Request, parts: TheParts, token: str) -> InvitationFlow:
    claim = parts.replays.claiming(request.headers.get("idempotency-key"))
    return await parts.invitations.find(token, claim)


_TheAct: TypeAlias = Annotated[InvitationFlow, Depends(_act)]


@router.get("/{token}", response_model=Invitation)
async def read_invitation(parts: TheParts, token: str) -> Response:
    """Who invites whom. It changes nothing, however often it is fetched."""
    return send(as_reply(await parts.invitations.read(token)))


@router.post(
    "/{token}",
    status_code=204,
    response_model=None,
    openapi_extra=described(AcceptedInvitation),
)
@answered_once("accept")
async def accept_invitation(
    parts: TheParts,
    flow: _TheAct,
    body: Annotated[AcceptedInvitation, Depends(later_body(AcceptedInvitation))],
) -> Reply:
    """Set the first password. Then the member signs in; the link works once."""
    await parts.invitations.accept(flow, body.password)
    return Reply(204)
