"""The keys by which clients verify our tokens (RFC 7517 5): those that sign, those that
will, and those of which a token may still be alive.
"""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from api.oauth.discovery import CACHED
from api.oauth.routing import CrossOriginRoute, allow_preflight
from api.parts import TheParts

_PATH = "/oauth2/jwks"
router = APIRouter(route_class=CrossOriginRoute, include_in_schema=False)


@router.get(_PATH)
async def read_keys(parts: TheParts) -> Response:
    document = {"keys": await parts.oauth.signing.published()}
    return JSONResponse(document, headers={"Cache-Control": CACHED})


allow_preflight(router, _PATH, "GET")
