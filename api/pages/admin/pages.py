"""`/admin-center`: the switch, and the pages of the member list."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from api.edge import bodies
from api.edge.ids import id_in_query, parse_id, query_client
from api.edge.lists import ListRequest
from api.edge.member_query import MemberQuery
from api.edge.problems import Problem
from api.edge.roster_file import send_roster
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form, TheForm, filled
from api.pages.frame.signed_in_visit import Membership, TheAdmin
from api.texts.problems import ProblemKind
from doorstep.rules.people import TwoStep

router = APIRouter(
    prefix="/admin-center", route_class=PageRoute, include_in_schema=False
)
_ON_A_PAGE = 50
_NEW = "/admin-center/members/new"
_NO_DEFAULTS: Final[Form] = {}
_NOTHING_TYPED: Final = dict.fromkeys(("email", "name", "role", "language"), "")


@router.get("")
async def security(admin: TheAdmin) -> Response:
    return show(admin, "security", step="security")


@router.get("/members")
async def members(admin: TheAdmin) -> Response:
    after = id_in_query(admin.request, "cursor")
    lists, account_id = admin.parts.member_lists, admin.signed_in.account.id
    query = MemberQuery.of(admin.request)
    return show(
        admin,
        "members",
        members=await lists.page(account_id, ListRequest(_ON_A_PAGE, after), query),
        enrollment_counts=await lists.enrollment_counts(account_id),
        groups=await admin.parts.groups.all(admin.signed_in),
        query=query,
        addresses={
            state or "all": _list_of(query, state) for state in (None, *TwoStep)
        },
        later=after is not None,
    )


@router.get("/members.csv")
async def members_as_file(admin: TheAdmin) -> Response:
    members = admin.parts.member_lists.roster(
        admin.signed_in.account.id,
        MemberQuery.of(admin.request),
        query_client(admin.request),
    )
    return await send_roster(members, for_people=True)


@router.get("/members/new")
async def new_member(admin: TheAdmin) -> Response:
    """The account's language is preselected, since most members speak it."""
    language = admin.signed_in.account.language.value
    defaults = {**_NOTHING_TYPED, "language": language}
    return show(admin, "new_member", defaults=defaults, fewest=_fewest(admin))


@router.post("/members/new")
async def create_member(form: TheForm, admin: TheAdmin) -> Response:
    """An invalid form is shown again with its values, except the password."""
    try:
        new = filled(bodies.NewMember, form)
        await admin.parts.account.create_member(admin.signed_in, new)
    except Problem as problem:
        if problem.kind is ProblemKind.step_up_required:
            raise
        return show(
            admin,
            "new_member",
            fewest=_fewest(admin),
            status=problem.status,
            flash=admin.flash(problem, "create-member"),
            here=_NEW,
            typed=form,
            defaults=_NOTHING_TYPED,
        )
    return admin.go("/admin-center/members", Flash("create-member", "member-created"))


@router.get("/members/{member_id}")
async def member(admin: TheAdmin, member_id: str) -> Response:
    account, groups = admin.parts.account, admin.parts.groups
    found = await account.member(admin.signed_in, parse_id(member_id))
    inside = await groups.of_member(admin.signed_in, found.id)
    return show(
        admin,
        "member",
        member=found,
        inside=inside,
        outside=[
            each for each in await groups.all(admin.signed_in) if each not in inside
        ],
        defaults={"name": found.name, "role": found.role, "language": found.language},
        invitation=await account.inviting.state(admin.signed_in, found.id),
        new_places_wait=await account.new_places_wait(found.id),
        erased_since=await admin.parts.member_access.erased_since(found.id),
    )


@router.get("/members/{member_id}/reset-device")
async def reset_device(admin: TheAdmin, member_id: str) -> Response:
    found = await admin.parts.account.member(admin.signed_in, parse_id(member_id))
    return show(admin, "reset_device", member=found)


@router.get("/members/{member_id}/unlock-device")
async def unlock_device(admin: TheAdmin, member_id: str) -> Response:
    found = await admin.parts.account.member(admin.signed_in, parse_id(member_id))
    return show(admin, "unlock_device", member=found)


def _list_of(query: MemberQuery, two_step: TwoStep | None) -> str:
    """The list with the same filters but the state."""
    given = urlencode(replace(query, two_step=two_step).given)
    return f"/admin-center/members?{given}" if given else "/admin-center/members"


def show(
    admin: Membership,
    name: str,
    *,
    step: str = "members",
    status: int = 200,
    flash: Flash | None = None,
    here: str = "",
    typed: Form | None = None,
    defaults: Form = _NO_DEFAULTS,
    **shown: object,
) -> Response:
    return admin.show(
        f"admin_center/{name}.html",
        step=step,
        status=status,
        flash=flash,
        here=here,
        typed=typed,
        defaults=defaults,
        whose=admin.signed_in.member.id,
        **shown,
    )


def _fewest(admin: Membership) -> int:
    """The characters that a new member's password has to have."""
    return admin.signed_in.account.password_rules("", "").fewest
