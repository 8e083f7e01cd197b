"""Background loops of a process, which go on after errors."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

import structlog
from temporalio.service import RPCError

from doorstep.db.pool import DATABASE_AWAY
from doorstep.logs import innermost_calls
from doorstep.process.loop_health import LoopHealth

_log = structlog.get_logger(__name__)
_Item = TypeVar("_Item")
_AWAY = (*DATABASE_AWAY, RPCError)
_AWAY_PAUSE = 2.0
"""Seconds: the longest pause while the database or Temporal is unreachable."""
_LONGEST_PAUSE = 60.0


@asynccontextmanager
async def repeating(
    what: str,
    work: Callable[[], Awaitable[object]],
    each: float,
    health: LoopHealth | None = None,
) -> AsyncIterator[None]:
    """Run `work` at once and then after pauses of `each` seconds, within the context.

    An error is logged by its class and place, reported to `health`, and the work is
    retried: soon if the database or Temporal is unreachable, after growing pauses if
    the error is unexpected.
    """
    task = asyncio.create_task(_repeat(what, work, each, health or LoopHealth()))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def one_by_one(
    items: Iterable[_Item], act: Callable[[_Item], Awaitable[object]]
) -> None:
    """Act on each item, and go on after items that fail.

    The first such error is raised at the end. If the database or Temporal is
    unreachable, which concerns all items, that is raised at once.
    """
    faults = []
    for item in items:
        try:
            await act(item)
        except _AWAY:
            raise
        except Exception as fault:  # noqa: BLE001  raised below
            faults.append(fault)
    if faults:
        raise faults[0]


async def all_of(works: Iterable[Awaitable[object]]) -> None:
    """Do all at the same time; the first error is raised once all have ended."""
    for done in await asyncio.gather(*works, return_exceptions=True):
        if isinstance(done, BaseException):
            raise done


async def _repeat(
    what: str, work: Callable[[], Awaitable[object]], each: float, health: LoopHealth
) -> None:
    while True:
        pause = each
        health.began(what)
        try:
            await work()
        except asyncio.CancelledError as fault:
            if _is_cancelled():
                raise
            pause = _failed(
                what, fault, each, health
            )  # a cancellation inside `work`, not of this loop
        except (Exception, BaseExceptionGroup) as fault:  # noqa: BLE001  it must go on
            pause = _failed(what, fault, each, health)
        else:
            health.succeeded(what)
        await asyncio.sleep(pause)


def _failed(what: str, fault: BaseException, each: float, health: LoopHealth) -> float:
    """Returns the seconds until the next try."""
    kind = type(fault).__name__
    times = health.failed(what, kind)
    away = isinstance(fault, _AWAY)
    with suppress(OSError, ValueError):  # the log's own disk is full, or it is closed
        if away:
            _log.warning(f"{what} failed", fault=kind, times=times)
        else:
            at = innermost_calls(fault)
            _log.error(f"{what} failed", fault=kind, times=times, at=at)
    if away:
        return min(each, _AWAY_PAUSE)
    return min(each * 2.0 ** min(times - 1, 16), max(each, _LONGEST_PAUSE))


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
