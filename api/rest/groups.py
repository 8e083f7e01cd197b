"""`/v1/account/groups`: the groups of the account's members."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.edge.bodies import Page
from api.edge.group_bodies import Group, GroupName
from api.edge.ids import parse_id
from api.edge.request_body import described, json_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.paging import TheListRequest, described_list
from api.rest.tokens import TheAdministrator
from doorstep.transactions.kept_answers import Reply

router = APIRouter(
    prefix="/v1/account/groups", tags=["account"], route_class=TimeLimitedRoute
)


@router.get("", response_model=Page[Group], openapi_extra=described_list())
async def list_groups(
    parts: TheParts, admin: TheAdministrator, asked: TheListRequest
) -> Response:
    """List the account's groups, oldest first.

    Who is in one is told by `GET /v1/account/members?group=`.
    """
    return send(as_reply(await parts.groups.page(admin, asked)))


@router.post(
    "",
    status_code=201,
    response_model=Group,
    openapi_extra=described(GroupName),
)
async def add_group(
    parts: TheParts,
    admin: TheAdministrator,
    body: Annotated[GroupName, Depends(json_body(GroupName))],
) -> Response:
    """Create a group."""
    return send(as_reply(await parts.groups.add(admin, body), 201))


@router.get("/{group_id}", response_model=Group)
async def read_group(
    parts: TheParts, admin: TheAdministrator, group_id: str
) -> Response:
    """Read a group."""
    return send(as_reply(await parts.groups.read(admin, parse_id(group_id))))


@router.patch("/{group_id}", response_model=Group, openapi_extra=described(GroupName))
async def rename_group(
    parts: TheParts,
    admin: TheAdministrator,
    group_id: str,
    body: Annotated[GroupName, Depends(json_body(GroupName))],
) -> Response:
    """Rename a group."""
    renamed = await parts.groups.rename(admin, parse_id(group_id), body)
    return send(as_reply(renamed))


@router.delete("/{group_id}", status_code=204)
async def remove_group(
    parts: TheParts, admin: TheAdministrator, group_id: str
) -> Response:
    """Delete a group. Its members stay members of the account."""
    await parts.groups.remove(admin, parse_id(group_id))
    return send(Reply(204))


@router.put("/{group_id}/members/{member_id}", status_code=204)
async def put_group_member(
    parts: TheParts, admin: TheAdministrator, group_id: str, member_id: str
) -> Response:
    """Put a member into a group. One who is in it stays."""
    await parts.groups.put_member(admin, parse_id(group_id), parse_id(member_id))
    return send(Reply(204))


@router.delete("/{group_id}/members/{member_id}", status_code=204)
async def remove_group_member(
    parts: TheParts, admin: TheAdministrator, group_id: str, member_id: str
) -> Response:
    """Take a member out of a group, also one who is not in it."""
    await parts.groups.take_out_member(admin, parse_id(group_id), parse_id(member_id))
    return send(Reply(204))
