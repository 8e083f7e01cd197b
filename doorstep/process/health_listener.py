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

from doorstep.errors import ListenerEnded
from doorstep.logs import innermost_calls
from doorstep.process.embedded_server import EmbeddedServer
from doorstep.process.loop_health import LoopHealth
from doorstep.process.plain_http import plain_server
from doorstep.process.repeating import repeating
from doorstep.settings import Settings

_log = structlog.get_logger(__name__)
_LOOKED_EACH = 1.0
_PROMETHEUS = "text/plain; version=0.0.4"
STOPPING = "nothing: this process is stopping"
Missing: TypeAlias = Callable[[], Awaitable[str | None]]
"""Returns why a process is not ready, as a sentence; None if it is."""


@asynccontextmanager
async def listening(
    settings: Settings,
    missing: Missing,
    exposition: Callable[[], Awaitable[bytes]],
    health: LoopHealth | None = None,
) -> AsyncIterator[None]:
    """Serve it within the context, if DOORSTEP_INTERNAL_PORT is set.

    A listener that ended by itself is opened again, and reported to `health`.
    """
    if settings.internal_port is None:
        yield
        return
    listener = _Listener(_app(missing, exposition), settings)
    keeping = repeating("health listener", listener.keep_open, _LOOKED_EACH, health)
    async with keeping:
        try:
            yield
        finally:
            await listener.close()


class _Listener:
    def __init__(self, app: Starlette, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._open()

    async def keep_open(self) -> None:
        """Raises what ended it, once it is open again."""
        if self._serving.done():
            ended = self._serving
            self._open()
            await ended

    async def close(self) -> None:
        self._server.should_exit = True
        await asyncio.gather(self._serving, return_exceptions=True)

    def _open(self) -> None:
        self._server = plain_server(
            self._app,
            host=self._settings.internal_host,
            port=self._settings.internal_port or 0,
            timeout_graceful_shutdown=1,
        )
        self._serving = asyncio.create_task(_until_it_ends(self._server))


async def _until_it_ends(server: EmbeddedServer) -> None:
    try:
        await server.serve()
    except SystemExit:  # uvicorn's, where the port cannot be opened
        raise ListenerEnded from None
    if not server.should_exit:
        raise ListenerEnded


def _app(missing: Missing, exposition: Callable[[], Awaitable[bytes]]) -> Starlette:
    async def alive(_: Request) -> Response:
        return PlainTextResponse("alive")

    async def ready(_: Request) -> Response:
        waits_for = await _in_words(missing)
        body = {"ready": waits_for is None, "waits_for": waits_for}
        return JSONResponse(body, 200 if waits_for is None else 503)

    async def metrics(_: Request) -> Response:
        try:
            return Response(await exposition(), media_type=_PROMETHEUS)
        except Exception as fault:  # noqa: BLE001  the next scrape may succeed
            kind = type(fault).__name__
            _log.error("metrics failed", fault=kind, at=innermost_calls(fault))
            return PlainTextResponse(f"metrics failed: {kind}", 503)

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
