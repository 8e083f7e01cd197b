"""The pages of the Admin Center about members and their groups."""

from datetime import UTC, datetime
from uuid import UUID

from api.actions.inviting import InvitationState
from api.edge import bodies
from api.edge.group_bodies import Group
from api.edge.member_query import MemberQuery
from api.pages.frame.flash import Flash
from doorstep.db.member_counts import EnrollmentCounts
from doorstep.rules.people import Role, TwoStep
from page_states import FIELDS, NAME, NOW, State, in_admin_center, member

GROUPS = [
    Group(
        id=UUID(int=number),
        name=name,
        members=number,
        created_at=datetime(2026, 3, 5, tzinfo=UTC),
    )
    for number, name in enumerate(("Research & Development", "Sales"), 1)
]
_ADDRESSES = dict.fromkeys(("all", *TwoStep), "/admin-center/members")
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
    "query": MemberQuery("a", role=Role.admin, group_id=GROUPS[0].id),
    "addresses": _ADDRESSES,
    "groups": GROUPS,
    "enrollment_counts": EnrollmentCounts(_COUNTS, enrolled=2, enabled=3),
}
_NOBODY: dict[str, object] = {
    "members": bodies.Page[bodies.Member](items=(), next_cursor=None),
    "later": False,
    "query": MemberQuery(two_step=TwoStep.locked),
    "addresses": _ADDRESSES,
    "groups": [],
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
            inside=GROUPS[:1],
            outside=GROUPS[1:],
            typed=FIELDS,
        ),
        step="members",
    ),
    "member with another address": State(
        "admin_center/member.html",
        in_admin_center(
            new_places_wait=False,
            inside=[],
            outside=[],
            erased_since=None,
            invitation=InvitationState(None, NOW, possible=False),
            member=member(pending_email="jo.baker@acme.test"),
            typed=FIELDS,
            flash=Flash("change-email", "address-mailed"),
        ),
        step="members",
    ),
    "groups": State(
        "admin_center/groups.html",
        in_admin_center(
            page=bodies.Page[Group](items=tuple(GROUPS), next_cursor="7"),
            later=True,
            typed={"name": "Support"},
            flash=Flash("create-group", "name-taken"),
        ),
        step="members",
    ),
    "no groups": State(
        "admin_center/groups.html",
        in_admin_center(
            page=bodies.Page[Group](items=(), next_cursor=None),
            later=False,
            typed={"name": ""},
        ),
        step="members",
    ),
    "group": State(
        "admin_center/group.html",
        in_admin_center(group=GROUPS[0], typed={"name": GROUPS[0].name}),
        step="members",
    ),
    "delete group": State(
        "admin_center/delete_group.html",
        in_admin_center(group=GROUPS[0]),
        step="members",
    ),
    "reset": State(
        "admin_center/reset_device.html",
        in_admin_center(member=member()),
        step="members",
    ),
}
