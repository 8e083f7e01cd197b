"""`/admin-center/set-ups`: the running set-ups, and what each waits for."""

from fastapi import APIRouter, Response

from api.edge.ids import id_in_query, parse_id
from api.edge.lists import ListRequest
from api.edge.problems import Problem
from api.pages.admin.pages import show
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.signed_in_visit import TheAdmin
from api.pages.frame.visit import Redirect
from api.texts.problems import ProblemKind

router = APIRouter(
    prefix="/admin-center/set-ups", route_class=PageRoute, include_in_schema=False
)
_ON_A_PAGE = 25


@router.get("")
async def running(admin: TheAdmin) -> Response:
    after = id_in_query(admin.request, "cursor")
    page = await admin.parts.running_enrollments.oldest(
        admin.signed_in, admin.language, ListRequest(_ON_A_PAGE, after)
    )
    return show(admin, "set_ups", step="set-ups", setups=page, later=after is not None)


@router.get("/{enrollment_id}")
async def one(admin: TheAdmin, enrollment_id: str) -> Response:
    """One that has ended meanwhile redirects to the list, which says so."""
    try:
        setup = await admin.parts.running_enrollments.one(
            admin.signed_in, parse_id(enrollment_id), admin.language
        )
    except Problem as problem:
        if problem.kind is not ProblemKind.flow_ended:
            raise
        flash = Flash("set-up", "setup-over")
        raise Redirect("/admin-center/set-ups", flash) from None
    return show(admin, "set_up", step="set-ups", setup=setup)
