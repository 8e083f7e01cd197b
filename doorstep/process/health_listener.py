"""The health listener: liveness, readiness and metrics over HTTP.

For orchestrators and Prometheus. It has no authentication, so it must not be reachable
from outside; it shows no personal data.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from doorstep.logs import innermost_calls
from doorstep.process.plain_http import plain_server
from doorstep.settings import Settings

_log = structlog.get_logger(__name__)
_PROMETHEUS = "text/plain; version=0.0.4"
STOPPING = "nothing: this process is stopping"
Missing: TypeAlias = Callable[[], Awaitable[str | None]]
"""Returns why a process is not ready, as a sentence; None if it is."""


@asynccontextmanager
async def listening(
    settings: Settings, missing: Missing, exposition: Callable[[], Awaitable[bytes]]
) -> AsyncIterator[None]:
    """Serve it within the context, if DOORSTEP_INTERNAL_PORT is set."""
    if settings.internal_port is None:
        yield
        return
    server = plain_server(
        _app(missing, exposition),
        host=settings.internal_host,
        port=settings.internal_port,
        timeout_graceful_shutdown=1,
    )
    serving = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def _app(missing: Missing, exposition: Callable[[], Awaitable[bytes]]) -> Starlette:
    async def alive(_: Request) -> Response:
        return PlainTextResponse("alive")

    async def ready(_: Request) -> Response:
        waits_for = await _in_words(missing)
        body = {"ready": waits_for is None, "waits_for": waits_for}
        return JSONResponse(body, 200 if waits_for is None else 503)

    async def metrics(_: Request) -> Response:
        return Response(await exposition(), media_type=_PROMETHEUS)

    return Starlette(
        routes=[
            Route("/healthz", alive),
            Route("/readyz", ready),
            Route("/metrics", metrics),
        ]
    )


async def _in_words(missing: Missing) -> str | None:
    """The result of the check; an unexpected exception in it also means not ready."""
    try:
        return await missing()
    except Exception as fault:  # noqa: BLE001  any exception means not ready
        kind = type(fault).__name__
        _log.error("readiness failed", fault=kind, at=innermost_calls(fault))
        return f"its own check, which failed: {kind}"
