"""`/v1/account/…`: a member's sessions and sign-ins, and erasing a member."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.edge import bodies
from api.edge.access_bodies import EndSessions, EraseMember, RunningLogin
from api.edge.ids import parse_id
from api.edge.request_body import described, json_body, nothing_more
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.paging import TheListRequest, described_list
from api.rest.tokens import TheAdministrator
from doorstep.transactions.kept_answers import Reply

router = APIRouter(prefix="/v1/account", tags=["account"], route_class=TimeLimitedRoute)


@router.get(
    "/members/{member_id}/sessions",
    response_model=bodies.Page[bodies.OpenSession],
    openapi_extra=described_list(),
)
async def list_member_sessions(
    parts: TheParts, admin: TheAdministrator, asked: TheListRequest, member_id: str
) -> Response:
    """List where a member is signed in, newest first."""
    page = await parts.member_access.sessions(admin, parse_id(member_id), asked)
    return send(as_reply(page))


@router.post(
    "/members/{member_id}/end-sessions",
    status_code=204,
    openapi_extra=described(EndSessions),
)
async def end_member_sessions(
    parts: TheParts,
    admin: TheAdministrator,
    member_id: str,
    body: Annotated[EndSessions, Depends(json_body(EndSessions))],
) -> Response:
    """Sign a member out, of one session or of all. The member can sign in again."""
    await parts.member_access.end_sessions(admin, parse_id(member_id), body)
    return send(Reply(204))


@router.get(
    "/members/{member_id}/logins",
    response_model=bodies.Page[RunningLogin],
    openapi_extra=described_list(),
)
async def list_member_logins(
    parts: TheParts, admin: TheAdministrator, asked: TheListRequest, member_id: str
) -> Response:
    """List a member's logins in progress, newest first."""
    page = await parts.member_access.logins(admin, parse_id(member_id), asked)
    return send(as_reply(page))


@router.post(
    "/logins/{login_id}/cancel",
    status_code=204,
    openapi_extra=described(bodies.ResetReason),
)
async def cancel_member_login(
    parts: TheParts,
    admin: TheAdministrator,
    login_id: str,
    body: Annotated[bodies.ResetReason, Depends(json_body(bodies.ResetReason))],
) -> Response:
    """Cancel a member's login and its setup. A previous device keeps working."""
    await parts.member_access.cancel_login(admin, parse_id(login_id), body.reason)
    return send(Reply(204))


@router.post(
    "/members/{member_id}/invitation",
    status_code=202,
    response_class=Response,
    openapi_extra=described(bodies.Nothing, required=False),
)
async def send_invitation(
    parts: TheParts,
    admin: TheAdministrator,
    member_id: str,
    _body: Annotated[bodies.Nothing, Depends(nothing_more)],
) -> Response:
    """Invite a member who has no password, with a new link. The earlier one stops
    working.
    """
    await parts.account.inviting.send_again(admin, parse_id(member_id))
    return send(Reply(202))


@router.delete("/members/{member_id}/invitation", status_code=204)
async def cancel_invitation(
    parts: TheParts, admin: TheAdministrator, member_id: str
) -> Response:
    """Cancel an invitation: its link stops working."""
    await parts.account.inviting.cancel(admin, parse_id(member_id))
    return send(Reply(204))


@router.post(
    "/members/{member_id}/erase",
    status_code=202,
    response_class=Response,
    openapi_extra=described(EraseMember),
)
async def erase_member(
    parts: TheParts,
    admin: TheAdministrator,
    member_id: str,
    body: Annotated[EraseMember, Depends(json_body(EraseMember))],
) -> Response:
    """Lock a member out at once and erase everything that names the person.

    It cannot be undone. The id and the audit trail stay; the reason must name nobody.
    """
    await parts.member_access.erase(admin, parse_id(member_id), body)
    return send(Reply(202))
