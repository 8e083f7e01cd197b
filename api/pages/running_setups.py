"""`/admin-center/set-ups`: who is setting up a device, and why it takes so long."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.pages.admin_center import show
from api.pages.failing import PageRoute
from api.pages.membership import TheAdmin
from api.pages.said import Said
from api.pages.visiting import Elsewhere
from api.pages.walking import parse_id
from api.problems import Problem

router = APIRouter(
    prefix="/admin-center/set-ups", route_class=PageRoute, include_in_schema=False
)
_ON_A_PAGE = 25


@router.get("")
async def running(admin: TheAdmin) -> Response:
    cursor = admin.request.query_params.get("cursor")
    after: UUID | None = parse_id(cursor) if cursor else None
    page = await admin.parts.running_setups.oldest(
        admin.signed_in, admin.language, limit=_ON_A_PAGE, after=after
    )
    return show(admin, "set_ups", step="set-ups", setups=page, later=after is not None)


@router.get("/{setup_id}")
async def one(admin: TheAdmin, setup_id: str) -> Response:
    """One that has ended meanwhile is not missed: the list says so."""
    try:
        setup = await admin.parts.running_setups.one(
            admin.signed_in, parse_id(setup_id), admin.language
        )
    except Problem as problem:
        if problem.slug != "flow-ended":
            raise
        said = Said("set-up", "setup-over")
        raise Elsewhere("/admin-center/set-ups", said) from None
    return show(admin, "set_up", step="set-ups", setup=setup)
