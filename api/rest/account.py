"""`/v1/account`: the Admin Center."""

import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from api import bodies
from api.answering import as_reply, send
from api.parts import TheParts
from api.patience import PatientRoute
from api.problems import Problem
from api.reading import described, json_body
from api.replays import Reply
from api.rest.tokens import TheAdministrator, parse_id

router = APIRouter(prefix="/v1/account", tags=["account"], route_class=PatientRoute)
_MOST = 200
_USUAL = 50


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(_USUAL))
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= _MOST:
        raise Problem("invalid-request")
    return int(text)


def _after(request: Request) -> UUID | None:
    text = request.query_params.get("cursor")
    try:
        return UUID(text) if text is not None else None
    except ValueError:
        raise Problem("invalid-request") from None


@router.get("", response_model=bodies.Account)
async def read(parts: TheParts, admin: TheAdministrator) -> Response:
    """The own account."""
    return send(as_reply(await parts.account.read(admin)))


@router.patch(
    "",
    response_model=bodies.Account,
    openapi_extra=described(bodies.AccountChange),
)
async def change(
    parts: TheParts,
    admin: TheAdministrator,
    body: Annotated[bodies.AccountChange, Depends(json_body(bodies.AccountChange))],
) -> Response:
    """Rename the account, or require two-step verification for all of it."""
    return send(as_reply(await parts.account.change(admin, body)))


@router.get("/members", response_model=bodies.Page[bodies.Member])
async def members(
    parts: TheParts,
    admin: TheAdministrator,
    limit: Annotated[int, Depends(_limit)],
    after: Annotated[UUID | None, Depends(_after)],
) -> Response:
    """The members, and where each stands with two-step verification."""
    return send(as_reply(await parts.account.members(admin, limit=limit, after=after)))


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
    """A new member of the own account."""
    return send(as_reply(await parts.account.create_member(admin, body), 201))


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
    """Change any subset of a member's fields; disabling ends sessions and logins."""
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
    """Take a member's authenticator out of use; the next login sets up again."""
    await parts.account.reset_device(admin, parse_id(member_id), body.reason)
    return send(Reply(204))
