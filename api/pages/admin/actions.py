"""The form actions of the Admin Center."""

from fastapi import APIRouter, Response

from api.edge import bodies
from api.edge.ids import parse_id
from api.pages.frame.error_pages import ActRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import TheForm, filled
from api.pages.frame.signed_in_visit import TheAdmin
from doorstep.rules.people import TwoStep

router = APIRouter(
    prefix="/admin-center", route_class=ActRoute, include_in_schema=False
)
_LIST = "/admin-center/members"
_SETUPS = "/admin-center/set-ups"


@router.post("/members/{member_id}/change")
async def change_member(form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    change = filled(bodies.MemberChange, form)
    await admin.parts.account.change_member(
        admin.signed_in, parse_id(member_id), change
    )
    return admin.go(_LIST, Flash("change-member", "saved"))


@router.post("/members/{member_id}/change-email")
async def change_email(form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    """The present address ends a change that is pending."""
    known, change = parse_id(member_id), filled(bodies.MemberChange, form)
    changed = await admin.parts.account.change_member(admin.signed_in, known, change)
    return admin.go(f"{_LIST}/{known}", Flash("change-email", _asked(changed)))


@router.post("/members/{member_id}/access")
async def change_access(form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    disabled = form.get("disabled") == "yes"
    change = bodies.MemberChange(disabled=disabled)
    await admin.parts.account.change_member(
        admin.signed_in, parse_id(member_id), change
    )
    slug = "member-disabled" if disabled else "member-enabled"
    return admin.go(_LIST, Flash("access", slug))


@router.post("/members/{member_id}/reset-device")
async def reset_device(form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    reason = filled(bodies.ResetReason, form).reason
    reset = await admin.parts.account.reset_device(
        admin.signed_in, parse_id(member_id), reason
    )
    slug = "device-reset" if reset else "no-device"
    return admin.go(_LIST, Flash("reset-device", slug))


@router.post("/members/{member_id}/unlock-device")
async def unlock_device(form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    reason = filled(bodies.ResetReason, form).reason
    unlocked = await admin.parts.account.unlock_device(
        admin.signed_in, parse_id(member_id), reason
    )
    slug = "device-unlocked" if unlocked else "no-wait"
    return admin.go(f"{_LIST}/{parse_id(member_id)}", Flash("unlock-device", slug))


@router.post("/set-ups/{enrollment_id}/resend")
async def resend(_form: TheForm, admin: TheAdmin, enrollment_id: str) -> Response:
    await admin.parts.running_enrollments.resend(
        admin.signed_in, parse_id(enrollment_id)
    )
    return admin.go(_SETUPS, Flash("resend", "email-sent"))


@router.post("/set-ups/{enrollment_id}/cancel-setup")
async def cancel_setup(form: TheForm, admin: TheAdmin, enrollment_id: str) -> Response:
    reason = filled(bodies.ResetReason, form).reason
    await admin.parts.running_enrollments.cancel(
        admin.signed_in, parse_id(enrollment_id), reason
    )
    return admin.go(_SETUPS, Flash("cancel-setup", "setup-cancelled"))


def _asked(changed: bodies.Member) -> str:
    if not changed.pending_email:
        return "saved"
    invited = changed.two_step is TwoStep.invited
    return "invitation-resent" if invited else "address-mailed"
