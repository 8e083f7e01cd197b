"""`/`: the Web Console."""

from fastapi import APIRouter, Response

from api.pages.frame.error_pages import PageRoute
from api.pages.frame.signed_in_visit import TheMember

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/")
async def landing(member: TheMember) -> Response:
    me = await member.parts.sessions.me(member.signed_in)
    return member.show("web_console.html", me=me)
