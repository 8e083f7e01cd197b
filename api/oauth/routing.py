"""Routes of OAuth endpoints: their errors, their time limit, and other origins."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from api.edge.oauth_errors import as_oauth_error
from api.edge.oauth_metrics import OK, count_request
from api.edge.time_limit import time_limited
from api.parts import Parts

_Handler: TypeAlias = Callable[[Request], Coroutine[Any, Any, Response]]
_PREFLIGHT_KEPT = "600"
_SENT = "Authorization, Content-Type, Idempotency-Key"
_SHOWN = "WWW-Authenticate, Retry-After"


class OAuthRoute(APIRoute):
    """Whatever is raised becomes an answer as the RFCs have it, and is counted."""

    def get_route_handler(self) -> _Handler:
        handle = time_limited(super().get_route_handler())
        endpoint = self.path.rpartition("/")[2]

        async def answer(request: Request) -> Response:
            outcome = OK
            try:
                response = await handle(request)
            except HTTPException:
                raise  # of the framework, which knows the headers
            except Exception as fault:  # noqa: BLE001  each is logged or a refusal
                error = as_oauth_error(fault)
                response, outcome = error.response(), error.code.value
            if request.method != "OPTIONS":
                count_request(request, endpoint, outcome)
            return response

        return answer


class CrossOriginRoute(OAuthRoute):
    """A route that pages of clients may call: tokens only, never cookies."""

    def get_route_handler(self) -> _Handler:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            response = await handle(request)
            await _allow(request, response)
            return response

        return answer


async def _allow(request: Request, response: Response) -> None:
    """For the origin of a client's redirect URI; others get no header."""
    response.headers.append("Vary", "Origin")
    origin = request.headers.get("origin")
    if origin is None:
        return
    parts: Parts = request.app.state.parts
    if await parts.oauth.origins.has(origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _SHOWN


def allow_preflight(router: APIRouter, path: str, methods: str) -> None:
    """Answer `OPTIONS` there (Fetch 3.3.5); `methods` as its header has them."""

    @router.options(path, include_in_schema=False)
    async def preflight(request: Request) -> Response:
        response = Response(status_code=204)
        await _allow(request, response)
        if "Access-Control-Allow-Origin" in response.headers:
            response.headers["Access-Control-Allow-Methods"] = methods
            response.headers["Access-Control-Allow-Headers"] = _SENT
            response.headers["Access-Control-Max-Age"] = _PREFLIGHT_KEPT
        return response
