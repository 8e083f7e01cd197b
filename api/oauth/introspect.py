"""Introspection: what a client's own token is worth now (RFC 7662)."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.oauth.client_authentication import examined
from api.oauth.routing import OAuthRoute
from api.parts import TheParts

router = APIRouter(route_class=OAuthRoute, include_in_schema=False)


@router.post("/oauth2/introspect")
async def introspect(request: Request, parts: TheParts) -> Response:
    facts = await examined(parts, request, public=False)
    return JSONResponse(parts.oauth.tokens.introspection(facts))
