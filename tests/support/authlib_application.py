"""An application that signs one person in with Authlib. It has the same routes as
openid_client/application.js: other_application.py says what each is for.
"""

import os

import uvicorn
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from joserfc import jwt
from joserfc.jwk import KeySet
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

_OWN, _ELSEWHERE = os.environ["OWN"], os.environ["ELSEWHERE"]
_ISSUER, _CLIENT_ID = os.environ["ISSUER"], os.environ["CLIENT_ID"]
_SCOPE = "openid profile email offline_access"

_provider = OAuth().register(
    "doorstep",
    client_id=_CLIENT_ID,
    client_secret=os.environ["CLIENT_SECRET"],
    server_metadata_url=f"{_ISSUER}/.well-known/openid-configuration",
    client_kwargs={"scope": _SCOPE, "code_challenge_method": "S256"},
)
_seen: dict[str, object] = {"error": None, "signed_out": False}
_times = {"signed_in": 0, "refreshed": 0}
_told: list[dict[str, object]] = []
_tokens: dict[str, str] = {}


async def _sign_in(request: Request) -> Response:
    answer: Response = await _provider.authorize_redirect(request, f"{_OWN}/callback")
    return answer


async def _callback(request: Request) -> Response:
    _tokens.update(await _provider.authorize_access_token(request))
    _seen["claims"] = _tokens["userinfo"]
    _times["signed_in"] += 1
    return RedirectResponse(_ELSEWHERE, 303)


async def _refresh(_request: Request) -> Response:
    given = {"grant_type": "refresh_token", "refresh_token": _tokens["refresh_token"]}
    try:
        _tokens.update(await _provider.fetch_access_token(**given))
        _seen["userinfo"] = await _provider.userinfo(token=_tokens)
        _times["refreshed"] += 1
    except OAuthError as error:
        _seen["error"] = error.error
    return RedirectResponse(_ELSEWHERE, 303)


async def _sign_out(request: Request) -> Response:
    answer: Response = await _provider.logout_redirect(
        request, f"{_OWN}/signed-out", _tokens["id_token"]
    )
    return answer


async def _signed_out(request: Request) -> Response:
    await _provider.validate_logout_response(request)
    _seen["signed_out"] = True
    return RedirectResponse(_ELSEWHERE, 303)


async def _backchannel(request: Request) -> Response:
    """Authlib takes no logout tokens: this is by the library it is built on."""
    keys = KeySet.import_key_set(await _provider.fetch_jwk_set())
    async with request.form() as form:
        token = jwt.decode(str(form["logout_token"]), keys)
    expected = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": _ISSUER},
        aud={"essential": True, "value": _CLIENT_ID},
    )
    expected.validate(token.claims)
    _told.append(token.claims)
    return Response()


async def _show(_request: Request) -> Response:
    return JSONResponse({**_seen, **_times, "told": _told})


_app = Starlette(
    routes=[
        Route("/sign-in", _sign_in),
        Route("/callback", _callback),
        Route("/refresh", _refresh),
        Route("/sign-out", _sign_out),
        Route("/signed-out", _signed_out),
        Route("/backchannel", _backchannel, methods=["POST"]),
        Route("/{_:path}", _show),
    ],
    middleware=[Middleware(SessionMiddleware, secret_key=os.environ["CLIENT_SECRET"])],
)

if __name__ == "__main__":
    uvicorn.run(_app, port=int(os.environ["PORT"]), log_level="warning")
