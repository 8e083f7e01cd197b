"""`/`: the Web Console."""

from fastapi import APIRouter, Response

from api.pages.failing import PageRoute
from api.pages.membership import TheMember

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/")
async def landing(member: TheMember) -> Response:
    me = await member.parts.sessions.me(member.signed_in)
    return member.show("web_console.html", me=me)
