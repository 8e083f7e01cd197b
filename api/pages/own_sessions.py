"""`/sessions`: where a member is signed in, in the Web Console."""

from fastapi import APIRouter, Response

from api.edge.ids import parse_id
from api.edge.lists import ListRequest
from api.pages.frame.error_pages import ActRoute, PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import TheForm
from api.pages.frame.signed_in_visit import TheMember

_ADDRESS = "/sessions"
_MOST = 100
router = APIRouter(include_in_schema=False)
pages = APIRouter(route_class=PageRoute)
acts = APIRouter(route_class=ActRoute)


@pages.get(_ADDRESS)
async def sessions(member: TheMember) -> Response:
    parts, signed_in = member.parts, member.signed_in
    page = await parts.sessions.open_ones(signed_in, ListRequest(_MOST))
    me = await parts.sessions.me(signed_in)
    return member.show("sessions.html", step="sessions", me=me, sessions=page.items)


@acts.post(f"{_ADDRESS}/end")
async def end(form: TheForm, member: TheMember) -> Response:
    """One that has ended meanwhile is ended, too."""
    session_id = parse_id(form.get("session_id", ""))
    await member.parts.sessions.end_one(member.signed_in, session_id)
    return member.go(_ADDRESS, Flash("end", "session-ended"))


@acts.post(f"{_ADDRESS}/end-others")
async def end_others(_form: TheForm, member: TheMember) -> Response:
    await member.parts.sessions.end_others(member.signed_in)
    return member.go(_ADDRESS, Flash("end-others", "others-ended"))


router.include_router(pages)
router.include_router(acts)
