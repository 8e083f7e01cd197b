"""The pages of the Admin Center about members."""

from api.actions.inviting import InvitationState
from api.edge import bodies
from api.pages.frame.flash import Flash
from doorstep.db.member_counts import EnrollmentCounts
from doorstep.rules.people import Role, TwoStep
from page_states import FIELDS, NAME, NOW, State, in_admin_center, member

_COUNTS = dict.fromkeys(TwoStep, 1)
_EVERYBODY: dict[str, object] = {
    "members": bodies.Page[bodies.Member](
        items=(
            member(two_step=TwoStep.enrolled),
            member("Robin Keller", email="robin@acme.test", two_step=TwoStep.locked),
            member(
                "Sam Okoro",
                Role.member,
                email="sam@acme.test",
                two_step=TwoStep.not_set_up,
            ),
            member(
                "Kim Laurent",
                Role.member,
                email="kim@acme.test",
                two_step=TwoStep.setting_up,
                disabled=True,
            ),
        ),
        next_cursor="7",
    ),
    "later": True,
    "two_step": None,
    "enrollment_counts": EnrollmentCounts(_COUNTS, enrolled=2, enabled=3),
}
_NOBODY: dict[str, object] = {
    "members": bodies.Page[bodies.Member](items=(), next_cursor=None),
    "later": False,
    "two_step": TwoStep.locked,
    "enrollment_counts": EnrollmentCounts(
        {**_COUNTS, TwoStep.locked: 0}, enrolled=1, enabled=3
    ),
}
_TYPED = {"email": "jo@acme.test", "name": NAME, "role": "member", "language": "pt"}

MEMBERS = {
    "members": State(
        "admin_center/members.html",
        in_admin_center(**_EVERYBODY),
        step="members",
    ),
    "no such members": State(
        "admin_center/members.html",
        in_admin_center(**_NOBODY),
        step="members",
    ),
    "new member": State(
        "admin_center/new_member.html",
        in_admin_center(
            typed=_TYPED, fewest=8, flash=Flash("create-member", "email-taken")
        ),
        step="members",
    ),
    "member": State(
        "admin_center/member.html",
        in_admin_center(
            new_places_wait=False,
            erased_since=None,
            invitation=InvitationState(None, NOW, possible=False),
            member=member(),
            typed=FIELDS,
        ),
        step="members",
    ),
    "member with another address": State(
        "admin_center/member.html",
        in_admin_center(
            new_places_wait=False,
            erased_since=None,
            invitation=InvitationState(None, NOW, possible=False),
            member=member(pending_email="jo.baker@acme.test"),
            typed=FIELDS,
            flash=Flash("change-email", "address-mailed"),
        ),
        step="members",
    ),
    "reset": State(
        "admin_center/reset_device.html",
        in_admin_center(member=member()),
        step="members",
    ),
}
