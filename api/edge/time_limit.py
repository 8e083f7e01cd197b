"""The time limit of a request: callers are answered in time, whatever hangs."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

import structlog
from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.edge.problems import unavailable
from doorstep.rules.time_limits import TimeLimits

_log = structlog.get_logger(__name__)
_Handler: TypeAlias = Callable[[Request], Coroutine[Any, Any, Response]]


def time_limited(handle: _Handler) -> _Handler:
    """What is not answered by `app.state.limits` is `temporarily-unavailable`.

    Each call has a limit of its own, but a request may need several of them, or a free
    connection first. A clean-up that hangs with the database delays no answer.
    """
    given_up: set[asyncio.Task[Response]] = set()  # the loop keeps only weak references

    async def answer(request: Request) -> Response:
        limits: TimeLimits = request.app.state.limits
        handling = asyncio.create_task(handle(request))
        try:
            async with asyncio.timeout(limits.request.total_seconds()):
                return await asyncio.shield(handling)
        except TimeoutError:
            _log.warning("no answer in time")
            given_up.add(handling)
            handling.add_done_callback(given_up.discard)
            handling.add_done_callback(_note_fault)
            handling.cancel()
            await asyncio.wait({handling}, timeout=limits.clean_up.total_seconds())
            raise unavailable() from None
        except asyncio.CancelledError:
            handling.cancel()
            raise

    return answer


def _note_fault(given_up: asyncio.Task[Response]) -> None:
    """Logs an error of a clean-up after the time limit, which no caller would see."""
    fault = None if given_up.cancelled() else given_up.exception()
    if fault is not None and not isinstance(fault, TimeoutError):
        _log.warning("clean-up failed", fault=type(fault).__name__)


class TimeLimitedRoute(APIRoute):
    def get_route_handler(self) -> _Handler:
        return time_limited(super().get_route_handler())
