"""`/admin-center/two-step`: the requirement switched on; off by a page of its own."""

from fastapi import APIRouter, Response

from api.edge import bodies
from api.edge.problems import Problem
from api.pages.admin.pages import show
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form, TheForm, filled
from api.pages.frame.signed_in_visit import Membership, TheAdmin
from api.texts.problems import ProblemKind
from doorstep.transactions.accounts import AccountFields

router = APIRouter(
    prefix="/admin-center", route_class=PageRoute, include_in_schema=False
)
_SECURITY = "/admin-center"
_OFF = "/admin-center/two-step-off"


@router.post("/two-step")
async def switch(form: TheForm, admin: TheAdmin) -> Response:
    """Browsers do not send an unticked checkbox."""
    if "two_step_required" in form:
        on = AccountFields(two_step_required=True)
        await admin.parts.account.change_any(admin.signed_in, on)
    elif admin.signed_in.account.two_step_required:
        return admin.go(_OFF)
    return admin.go(_SECURITY, Flash("two-step", "saved"))


@router.get("/two-step-off")
async def ask(admin: TheAdmin) -> Response:
    if not admin.signed_in.account.two_step_required:
        return admin.go(_SECURITY)
    return await _show(admin)


@router.post("/two-step-off")
async def switch_off(form: TheForm, admin: TheAdmin) -> Response:
    """What is wrong with the reason is said on the same page."""
    off, act = AccountFields(two_step_required=False), "two-step-off"
    try:
        reason = filled(bodies.ResetReason, form).reason
    except Problem as problem:
        return await _show(admin, form, admin.flash(problem, act))
    await admin.parts.account.change_any(admin.signed_in, off, reason)
    return admin.go(_SECURITY, Flash(act, "two-step-off"))


async def _show(
    admin: Membership, typed: Form | None = None, flash: Flash | None = None
) -> Response:
    return show(
        admin,
        "two_step_off",
        step="security",
        status=200 if flash is None else ProblemKind.invalid_request.status,
        flash=flash,
        here=_OFF,
        typed=typed,
        enrollment_counts=await admin.parts.member_lists.enrollment_counts(
            admin.signed_in.account.id
        ),
    )
