"""Userinfo: who the person of an access token is (OpenID Connect Core 5.3)."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.actions.issued_tokens import claims_of
from api.edge.oauth_errors import OAuthError, OAuthErrorCode
from api.edge.oauth_metrics import note_client
from api.oauth.forms import read_form
from api.oauth.routing import CrossOriginRoute, allow_preflight
from api.parts import TheParts, bearer
from doorstep.rules.clients import Scope

_PATH = "/oauth2/userinfo"
_REALM = 'Bearer realm="Doorstep"'
router = APIRouter(route_class=CrossOriginRoute, include_in_schema=False)
allow_preflight(router, _PATH, "GET, POST")


@router.get(_PATH)
@router.post(_PATH)
async def read_userinfo(request: Request, parts: TheParts) -> Response:
    facts = await parts.oauth.tokens.find(await _presented(request))
    if facts is None or facts.token is None:
        raise _challenge(
            OAuthErrorCode.invalid_token, "The access token has ended, or never was."
        )
    note_client(request, facts.client.kind)
    claims = claims_of(facts)
    if claims is None or Scope.openid not in facts.token.scopes:
        raise _challenge(
            OAuthErrorCode.insufficient_scope,
            "The access token was issued without the scope openid.",
            status=403,
        )
    return JSONResponse(claims)


async def _presented(request: Request) -> str:
    """The token of the header, or of a form (RFC 6750 2.1, 2.2); never of a URL."""
    by_header = bearer(request.headers)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    by_form = None
    if request.method == "POST" and kind == "application/x-www-form-urlencoded":
        by_form = (await read_form(request)).get("access_token")
    if by_header and by_form:
        raise _challenge(
            OAuthErrorCode.invalid_request, "Send the access token once.", status=400
        )
    token = by_header or by_form
    if not token:  # RFC 6750 3.1: without a token no error is named
        raise OAuthError(OAuthErrorCode.invalid_token, status=401, challenge=_REALM)
    return token


def _challenge(
    code: OAuthErrorCode, description: str, *, status: int = 401
) -> OAuthError:
    challenge = f'{_REALM}, error="{code}", error_description="{description}"'
    return OAuthError(code, description, status=status, challenge=challenge)
