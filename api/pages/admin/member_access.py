"""`/admin-center/members/…`: a member's sessions and sign-ins, and erasing a member."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.edge import bodies
from api.edge.access_bodies import EndSessions, EraseMember
from api.edge.ids import id_in_query, parse_id
from api.edge.lists import ListRequest
from api.edge.problems import Problem
from api.pages.admin.pages import show
from api.pages.frame.error_pages import ActRoute, PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form, TheForm, filled
from api.pages.frame.signed_in_visit import Membership, TheAdmin

_LIST = "/admin-center/members"
_EVERYTHING: ListRequest[UUID] = ListRequest(100)
router = APIRouter(include_in_schema=False)
pages = APIRouter(prefix=_LIST, route_class=PageRoute)
acts = APIRouter(prefix=_LIST, route_class=ActRoute)


@pages.get("/{member_id}/access")
async def access(admin: TheAdmin, member_id: str) -> Response:
    """Where the member is signed in, and signing in."""
    parts, known = admin.parts.member_access, parse_id(member_id)
    sessions = await parts.sessions(admin.signed_in, known, _EVERYTHING)
    logins = await parts.logins(admin.signed_in, known, _EVERYTHING)
    return await _show(
        admin, "member_access", known, sessions=sessions.items, logins=logins.items
    )


@pages.get("/{member_id}/access/end-sessions")
async def ask_to_end(admin: TheAdmin, member_id: str) -> Response:
    """All, or the one that the query names."""
    only = id_in_query(admin.request, "session_id")
    return await _show(admin, "end_sessions", parse_id(member_id), only=only)


@acts.post("/{member_id}/access/end-sessions")
async def end_sessions(form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    end, known = filled(EndSessions, form), parse_id(member_id)
    await admin.parts.member_access.end_sessions(admin.signed_in, known, end)
    slug = "session-ended" if end.session_id else "sessions-ended"
    return admin.go(_access(known), Flash("end-sessions", slug))


@pages.get("/{member_id}/access/cancel-login")
async def ask_to_cancel(admin: TheAdmin, member_id: str) -> Response:
    login_id = id_in_query(admin.request, "login_id")
    return await _show(
        admin, "cancel_login", parse_id(member_id), login_id=login_id or ""
    )


@acts.post("/{member_id}/access/cancel-login")
async def cancel_login(form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    """One that has ended meanwhile is cancelled, too: the page shows it no more."""
    reason = filled(bodies.ResetReason, form).reason
    login_id = parse_id(form.get("login_id", ""))
    await admin.parts.member_access.cancel_login(admin.signed_in, login_id, reason)
    flash = Flash("cancel-login", "login-cancelled")
    return admin.go(_access(parse_id(member_id)), flash)


@pages.get("/{member_id}/erase")
async def ask_to_erase(admin: TheAdmin, member_id: str) -> Response:
    return await _show(admin, "erase_member", parse_id(member_id))


@pages.post("/{member_id}/erase")
async def erase(form: TheForm, admin: TheAdmin, member_id: str) -> Response:
    """What is wrong is said on the same page, which keeps the reason."""
    known = parse_id(member_id)
    try:
        asked = filled(EraseMember, form)
        await admin.parts.member_access.erase(admin.signed_in, known, asked)
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _show(
            admin,
            "erase_member",
            known,
            status=problem.status,
            flash=admin.flash(problem, "email" if problem.errors else "erase"),
            here=f"{_LIST}/{known}/erase",
            typed={"reason": form.get("reason", "")},
        )
    return admin.go(_LIST, Flash("erase", "member-erased"))


async def _show(
    admin: Membership,
    name: str,
    member_id: UUID,
    *,
    status: int = 200,
    flash: Flash | None = None,
    here: str = "",
    typed: Form | None = None,
    **shown: object,
) -> Response:
    member = await admin.parts.account.member(admin.signed_in, member_id)
    return show(
        admin,
        name,
        step="members",
        status=status,
        flash=flash,
        here=here,
        typed=typed,
        defaults={},
        member=member,
        **shown,
    )


def _access(member_id: UUID) -> str:
    return f"{_LIST}/{member_id}/access"


router.include_router(pages)
router.include_router(acts)
