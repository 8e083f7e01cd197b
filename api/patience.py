"""A caller waits 5 s at most, whatever hangs behind the API."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

import structlog
from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.problems import unavailable

_WAITS = 4.8
_log = structlog.get_logger(__name__)
_Handler: TypeAlias = Callable[[Request], Coroutine[Any, Any, Response]]


def patient(handle: _Handler) -> _Handler:
    """What is not answered by then is `temporarily-unavailable`.

    Each call has a limit of its own, but a request may need several of them, or a free
    connection first.
    """

    async def answer(request: Request) -> Response:
        try:
            async with asyncio.timeout(_WAITS):
                return await handle(request)
        except TimeoutError:
            _log.warning("no answer in time")
            raise unavailable() from None

    return answer


class PatientRoute(APIRoute):
    def get_route_handler(self) -> _Handler:
        return patient(super().get_route_handler())
