"""`/admin-center/two-step`: the requirement switched on; off by a page of its own."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.edge import bodies
from api.edge.client import TheClient
from api.edge.problems import Problem
from api.pages.admin.pages import show
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import TheForm, filled, typed_code
from api.pages.frame.signed_in_visit import Membership, TheAdmin
from doorstep.rules.people import TypedPassword

router = APIRouter(
    prefix="/admin-center", route_class=PageRoute, include_in_schema=False
)
_SECURITY = "/admin-center"
_OFF = "/admin-center/two-step-off"


class _Password(BaseModel):
    password: TypedPassword


@router.post("/two-step")
async def switch(form: TheForm, admin: TheAdmin) -> Response:
    """Browsers do not send an unticked checkbox."""
    if "two_step_required" in form:
        change = bodies.AccountChange(two_step_required=True)
        await admin.parts.account.change(admin.signed_in, change)
    elif admin.signed_in.account.two_step_required:
        return admin.go(_OFF)
    return admin.go(_SECURITY, Flash("two-step", "saved"))


@router.get("/two-step-off")
async def ask(admin: TheAdmin) -> Response:
    if not admin.signed_in.account.two_step_required:
        return admin.go(_SECURITY)
    return await _show(admin)


@router.post("/two-step-off")
async def switch_off(form: TheForm, admin: TheAdmin, client: TheClient) -> Response:
    """What is wrong is said on the same page, which keeps the reason."""
    requirement, by_code = admin.parts.requirement, await _asks_for_code(admin)
    act = "two-step-off"
    try:
        reason = filled(bodies.ResetReason, form).reason
        act = "code" if by_code else "password"
        if by_code:
            code = typed_code(form)
            await requirement.switch_off_by_code(admin.signed_in, reason, code, client)
        else:
            typed = filled(_Password, form).password
            await requirement.switch_off_by_password(
                admin.signed_in, reason, typed, client
            )
    except Problem as problem:
        flash, reason = admin.flash(problem, act), form.get("reason", "")
        return await _show(admin, reason, flash, problem.status)
    return admin.go(_SECURITY, Flash("two-step-off", "two-step-off"))


async def _asks_for_code(admin: Membership) -> bool:
    return await admin.parts.requirement.asks_for_code(admin.signed_in)


async def _show(
    admin: Membership, reason: str = "", flash: Flash | None = None, status: int = 200
) -> Response:
    return show(
        admin,
        "two_step_off",
        step="security",
        status=status,
        flash=flash,
        reason=reason,
        by_code=await _asks_for_code(admin),
        enrollment_counts=await admin.parts.account.enrollment_counts(admin.signed_in),
    )
