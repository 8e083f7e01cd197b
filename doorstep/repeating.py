"""Work that a worker does beside its flows, again and again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog
from temporalio.service import RPCError

from doorstep.db.pool import DATABASE_AWAY

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def repeating(
    what: str, work: Callable[[], Awaitable[object]], each: float
) -> AsyncIterator[None]:
    """At once and then after pauses of `each` seconds, within the context.

    A database or Temporal that is away is logged, and the work tried again.
    """
    task = asyncio.create_task(_for_ever(what, work, each))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _for_ever(
    what: str, work: Callable[[], Awaitable[object]], each: float
) -> None:
    while True:
        try:
            await work()
        except (*DATABASE_AWAY, RPCError) as fault:
            _log.warning(f"{what} failed", fault=type(fault).__name__)
        await asyncio.sleep(each)
