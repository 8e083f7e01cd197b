"""`/admin-center/groups`: the groups of members, and who is in them."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.edge.group_bodies import GroupName
from api.edge.ids import id_in_query, parse_id
from api.edge.lists import ListRequest
from api.pages.admin.pages import show
from api.pages.frame.error_pages import ActRoute, PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form, TheForm, filled
from api.pages.frame.signed_in_visit import Membership, TheAdmin

_LIST = "/admin-center/groups"
_MEMBERS = "/admin-center/members"
_ON_A_PAGE = 50
router = APIRouter(include_in_schema=False)
pages = APIRouter(route_class=PageRoute)
acts = APIRouter(route_class=ActRoute)


@pages.get(_LIST)
async def groups(admin: TheAdmin) -> Response:
    after = id_in_query(admin.request, "cursor")
    page = await admin.parts.groups.page(
        admin.signed_in, ListRequest(_ON_A_PAGE, after)
    )
    return show(
        admin,
        "groups",
        here=_LIST,
        defaults={"name": ""},
        page=page,
        later=after is not None,
    )


@acts.post(f"{_LIST}/create-group")
async def create(form: TheForm, admin: TheAdmin) -> Response:
    await admin.parts.groups.add(admin.signed_in, filled(GroupName, form))
    return admin.go(_LIST, Flash("create-group", "group-created"))


@pages.get(f"{_LIST}/{{group_id}}")
async def group(admin: TheAdmin, group_id: str) -> Response:
    return await _show(admin, "group", parse_id(group_id))


@acts.post(f"{_LIST}/{{group_id}}/rename-group")
async def rename(form: TheForm, admin: TheAdmin, group_id: str) -> Response:
    known, change = parse_id(group_id), filled(GroupName, form)
    await admin.parts.groups.rename(admin.signed_in, known, change)
    return admin.go(_LIST, Flash("rename-group", "saved"))


@pages.get(f"{_LIST}/{{group_id}}/delete-group")
async def ask_to_delete(admin: TheAdmin, group_id: str) -> Response:
    return await _show(admin, "delete_group", parse_id(group_id))


@acts.post(f"{_LIST}/{{group_id}}/delete-group")
async def delete(_form: TheForm, admin: TheAdmin, group_id: str) -> Response:
    await admin.parts.groups.remove(admin.signed_in, parse_id(group_id))
    return admin.go(_LIST, Flash("delete-group", "group-deleted"))


@acts.post(f"{_MEMBERS}/{{member_id}}/join-group")
async def join(form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    known = parse_id(member_id)
    await admin.parts.groups.put_member(admin.signed_in, _group_in(form), known)
    return admin.go(f"{_MEMBERS}/{known}", Flash("join-group", "saved"))


@acts.post(f"{_MEMBERS}/{{member_id}}/leave-group")
async def leave(form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    known = parse_id(member_id)
    await admin.parts.groups.take_out_member(admin.signed_in, _group_in(form), known)
    return admin.go(f"{_MEMBERS}/{known}", Flash("leave-group", "saved"))


def _group_in(form: Form) -> UUID:
    return parse_id(form.get("group_id", ""))


async def _show(admin: Membership, name: str, group_id: UUID) -> Response:
    found = await admin.parts.groups.read(admin.signed_in, group_id)
    return show(
        admin,
        name,
        here=f"{_LIST}/{found.id}",
        defaults={"name": found.name},
        group=found,
    )


router.include_router(pages)
router.include_router(acts)
