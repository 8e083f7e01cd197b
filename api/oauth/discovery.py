"""Discovery: what this provider can do, and where (OpenID Connect Discovery 3, RFC
8414 2).
"""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from api.oauth.routing import CrossOriginRoute, allow_preflight
from api.parts import TheParts
from doorstep.rules.acr import Acr
from doorstep.rules.client_assertions import ASSERTION_ALGORITHMS
from doorstep.rules.clients import AuthMethod, Scope, SigningAlgorithm
from doorstep.rules.people import Language

CACHED = "public, max-age=300"
"""Clients may keep discovery and keys for 5 minutes."""
_OPENID = "/.well-known/openid-configuration"
_OAUTH = "/.well-known/oauth-authorization-server"
_CLAIMS = (
    *("iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid"),
    *("at_hash", "email", "email_verified", "name", "locale", "preferred_username"),
)
router = APIRouter(route_class=CrossOriginRoute, include_in_schema=False)


@router.get(_OPENID)
@router.get(_OAUTH)
async def read_metadata(parts: TheParts) -> Response:
    """The same document at both addresses."""
    document = metadata(parts.settings.public_url)
    return JSONResponse(document, headers={"Cache-Control": CACHED})


for _path in (_OPENID, _OAUTH):
    allow_preflight(router, _path, "GET")


def metadata(issuer: str) -> dict[str, object]:
    secret_methods = [method.value for method in AuthMethod if method.by_secret]
    authenticated = [*secret_methods, AuthMethod.private_key_jwt.value]
    methods = [*authenticated, AuthMethod.none.value]
    return {
        **_endpoints(issuer),
        "scopes_supported": [scope.value for scope in Scope],
        "response_types_supported": ["code", "id_token"],
        "response_modes_supported": ["query", "form_post"],
        "grant_types_supported": [
            *("authorization_code", "refresh_token", "client_credentials"),
        ],
        "acr_values_supported": [acr.value for acr in Acr],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [
            algorithm.value for algorithm in SigningAlgorithm
        ],
        "token_endpoint_auth_methods_supported": methods,
        "token_endpoint_auth_signing_alg_values_supported": [*ASSERTION_ALGORITHMS],
        "introspection_endpoint_auth_methods_supported": authenticated,
        "introspection_endpoint_auth_signing_alg_values_supported": [
            *ASSERTION_ALGORITHMS
        ],
        "revocation_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_signing_alg_values_supported": [
            *ASSERTION_ALGORITHMS
        ],
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": ["none", "login"],
        "ui_locales_supported": [language.value for language in Language],
        "claim_types_supported": ["normal"],
        "claims_supported": [*_CLAIMS],
        "claims_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "require_pushed_authorization_requests": False,
        "authorization_response_iss_parameter_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }


def _endpoints(issuer: str) -> dict[str, object]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/oauth2/authorize",
        "pushed_authorization_request_endpoint": f"{issuer}/oauth2/par",
        "token_endpoint": f"{issuer}/oauth2/token",
        "userinfo_endpoint": f"{issuer}/oauth2/userinfo",
        "jwks_uri": f"{issuer}/oauth2/jwks",
        "introspection_endpoint": f"{issuer}/oauth2/introspect",
        "revocation_endpoint": f"{issuer}/oauth2/revoke",
        "end_session_endpoint": f"{issuer}/oauth2/end_session",
    }
