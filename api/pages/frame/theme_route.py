"""`/look/<rrggbb>.css`: a file, since the content security policy forbids inline
styles.
"""

import re

from fastapi import APIRouter, Request, Response

from api.edge.problems import not_found
from api.pages.frame.assets import FOR_GOOD
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.theme import sheet, version

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_COLOUR = re.compile(r"[0-9a-f]{6}")


@router.get("/look/{name}.css")
async def look(request: Request, name: str) -> Response:
    if not _COLOUR.fullmatch(name):
        raise not_found()
    colour = f"#{name}"
    kept = request.query_params.get("v") == version(colour)
    return Response(
        sheet(colour),
        media_type="text/css",
        headers={"Cache-Control": FOR_GOOD if kept else "no-cache"},
    )
