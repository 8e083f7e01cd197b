"""Revocation: a client gives up a token of its own (RFC 7009)."""

from fastapi import APIRouter, Request, Response

from api.edge.oauth_errors import OAuthError, OAuthErrorCode
from api.oauth.client_authentication import examined
from api.oauth.routing import OAuthRoute
from api.parts import TheParts

router = APIRouter(route_class=OAuthRoute, include_in_schema=False)


@router.post("/oauth2/revoke")
async def revoke(request: Request, parts: TheParts) -> Response:
    """A refresh token ends with all that came of its code."""
    facts = await examined(parts, request, public=True)
    if not await parts.oauth.tokens.revoke(facts):
        raise OAuthError(OAuthErrorCode.invalid_grant, "The token is another client's.")
    return Response(status_code=200)
