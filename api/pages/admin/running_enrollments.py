"""`/admin-center/set-ups`: the running setups, and what each waits for."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.edge import bodies
from api.edge.ids import id_in_query, parse_id
from api.edge.lists import ListRequest
from api.edge.problems import Problem
from api.pages.admin.pages import show
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.signed_in_visit import Membership, TheAdmin
from api.pages.frame.visit import Redirect
from api.texts.events import origin_words
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
    return show(
        admin,
        "set_ups",
        step="set-ups",
        setups=page,
        origins=await _origins(admin, page.items),
        later=after is not None,
    )


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
    origins = await _origins(admin, (setup,))
    return show(admin, "set_up", step="set-ups", setup=setup, origins=origins)


async def _origins(
    admin: Membership, setups: tuple[bodies.RunningSetup, ...]
) -> dict[UUID, str]:
    """The browser in words and the address of each."""
    found = await admin.parts.running_enrollments.origins(admin.signed_in, setups)
    return {
        setup_id: origin_words(origin, admin.language)
        for setup_id, origin in found.items()
    }
