"""`/v1/account`: the Admin Center."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.edge import bodies
from api.edge.event_bodies import Event
from api.edge.ids import parse_id, query_client
from api.edge.member_query import DESCRIBED, MemberQuery
from api.edge.problems import malformed
from api.edge.request_body import described, json_body
from api.edge.responses import as_reply, send
from api.edge.roster_file import ROSTER_FILE, send_roster
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.client_tokens import TheEventsReader, TheMembersReader
from api.rest.paging import TheListRequest, described_list, query_id, query_moment
from api.rest.tokens import TheAdministrator
from doorstep.db.event_filter import EventFilter
from doorstep.db.events import EventKind
from doorstep.rules.clients import CLIENT_ID
from doorstep.transactions.kept_answers import Reply

router = APIRouter(prefix="/v1/account", tags=["account"], route_class=TimeLimitedRoute)


async def _filter(request: Request) -> EventFilter:
    kind = request.query_params.get("kind")
    if kind is not None and kind not in list(EventKind):
        expected = ", ".join(f"'{each}'" for each in EventKind)
        raise malformed("enum", "query", "kind", expected=expected)
    return EventFilter(
        kind=kind,
        member_id=query_id(request, "member_id"),
        since=query_moment(request, "since"),
        until=query_moment(request, "until"),
    )


async def _member_query(request: Request) -> MemberQuery:
    return MemberQuery.of(request)


_KIND = {
    "name": "kind",
    "in": "query",
    "schema": {"type": "string", "enum": list(EventKind)},
    "description": "Only events of this kind.",
}
_MEMBER = {
    "name": "member_id",
    "in": "query",
    "schema": {"type": "string", "format": "uuid"},
    "description": "Only what happened to this member.",
}


_CLIENT = {
    "name": "client_id",
    "in": "query",
    "schema": {"type": "string", "pattern": CLIENT_ID},
    "description": "The application whose ids `external_id` has. Empty without it.",
}
_SINCE = {
    "name": "since",
    "in": "query",
    "schema": {"type": "string", "format": "date-time"},
    "description": "Only events at or after this moment (RFC 3339).",
}
_UNTIL = {
    "name": "until",
    "in": "query",
    "schema": {"type": "string", "format": "date-time"},
    "description": "Only events before this moment (RFC 3339).",
}


@router.get("", response_model=bodies.Account)
async def read_account(parts: TheParts, admin: TheAdministrator) -> Response:
    """Read the account of the administrator."""
    return send(as_reply(await parts.account.read(admin)))


@router.patch(
    "",
    response_model=bodies.Account,
    openapi_extra=described(bodies.AccountChange),
)
async def change_account(
    parts: TheParts,
    admin: TheAdministrator,
    body: Annotated[bodies.AccountChange, Depends(json_body(bodies.AccountChange))],
) -> Response:
    """Change the account, or require two-step verification for all members."""
    return send(as_reply(await parts.account.change(admin, body)))


@router.get(
    "/members",
    response_model=bodies.Page[bodies.Member],
    openapi_extra=described_list(*DESCRIBED),
)
async def list_members(
    parts: TheParts,
    account: TheMembersReader,
    asked: TheListRequest,
    query: Annotated[MemberQuery, Depends(_member_query)],
) -> Response:
    """List the members and their two-step verification."""
    page = await parts.member_lists.page(account.id, asked, query)
    return send(as_reply(page))


@router.get(
    "/members.csv",
    response_class=Response,
    responses={200: {"content": {ROSTER_FILE: {"schema": {"type": "string"}}}}},
    openapi_extra={"parameters": [_CLIENT]},
)
async def download_members(
    request: Request, parts: TheParts, admin: TheAdministrator
) -> Response:
    """Download all members as CSV, with the columns of an import."""
    members = parts.member_lists.roster(
        admin.account.id, client_id=query_client(request)
    )
    return await send_roster(members)


@router.get(
    "/events",
    response_model=bodies.Page[Event],
    openapi_extra=described_list(_KIND, _MEMBER, _SINCE, _UNTIL),
)
async def list_events(
    parts: TheParts,
    account: TheEventsReader,
    asked: TheListRequest,
    wanted: Annotated[EventFilter, Depends(_filter)],
) -> Response:
    """List the audit trail of the account, newest first."""
    page = await parts.audit_trail.newest(account.id, wanted, asked)
    return send(as_reply(page))


@router.post(
    "/members",
    status_code=201,
    response_model=bodies.Member,
    openapi_extra=described(bodies.NewMember),
)
async def create_member(
    parts: TheParts,
    admin: TheAdministrator,
    body: Annotated[bodies.NewMember, Depends(json_body(bodies.NewMember))],
) -> Response:
    """Create a member. Without a password, the member is invited to choose one."""
    return send(as_reply(await parts.account.create_member(admin, body), 201))


@router.get("/members/{member_id}", response_model=bodies.Member)
async def read_member(
    parts: TheParts, admin: TheAdministrator, member_id: str
) -> Response:
    """Read a member."""
    return send(as_reply(await parts.account.member(admin, parse_id(member_id))))


@router.patch(
    "/members/{member_id}",
    response_model=bodies.Member,
    openapi_extra=described(bodies.MemberChange),
)
async def change_member(
    parts: TheParts,
    admin: TheAdministrator,
    member_id: str,
    body: Annotated[bodies.MemberChange, Depends(json_body(bodies.MemberChange))],
) -> Response:
    """Change any of a member's fields. Disabling ends sessions and logins."""
    changed = await parts.account.change_member(admin, parse_id(member_id), body)
    return send(as_reply(changed))


@router.post(
    "/members/{member_id}/reset-device",
    status_code=204,
    openapi_extra=described(bodies.ResetReason),
)
async def reset_device(
    parts: TheParts,
    admin: TheAdministrator,
    member_id: str,
    body: Annotated[bodies.ResetReason, Depends(json_body(bodies.ResetReason))],
) -> Response:
    """Reset a member's authenticator. The next login sets up a new one."""
    await parts.account.reset_device(admin, parse_id(member_id), body.reason)
    return send(Reply(204))


@router.post(
    "/members/{member_id}/unlock",
    status_code=204,
    openapi_extra=described(bodies.ResetReason),
)
async def unlock_device(
    parts: TheParts,
    admin: TheAdministrator,
    member_id: str,
    body: Annotated[bodies.ResetReason, Depends(json_body(bodies.ResetReason))],
) -> Response:
    """End the lock after wrong codes, if there is one.

    A device that is switched off stays off: it has to be reset.
    """
    await parts.account.unlock_device(admin, parse_id(member_id), body.reason)
    return send(Reply(204))
