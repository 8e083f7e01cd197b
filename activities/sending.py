"""What the activities that send mail have in common: clock, heartbeats, time limit."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError

from doorstep.clock import Clock
from doorstep.db.pool import DATABASE_AWAY
from doorstep.errors import MailDelayed
from doorstep.process.repeating import repeating

_HEARTBEAT_SECONDS = 1.0
_FIRST_TRIES, _OF_LATER_TRIES = 5, 4  # each report costs four events of history
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0
_Written = TypeVar("_Written")

_log = structlog.get_logger(__name__)


def clock_of_try() -> Clock:
    """Temporal's clock, by which codes are judged: when this try started, plus the
    time since then.
    """
    time = asyncio.get_running_loop().time
    started_at, began = activity.info().started_time, time()

    def now() -> datetime:
        return started_at + timedelta(seconds=time() - began)

    return now


@asynccontextmanager
async def heartbeats() -> AsyncIterator[None]:
    """Send heartbeats, by which Temporal delivers a cancellation to this activity."""

    async def beat() -> None:
        activity.heartbeat()

    async with repeating("heartbeat of a mail", beat, _HEARTBEAT_SECONDS):
        yield


@asynccontextmanager
async def within(left: timedelta | None) -> AsyncIterator[asyncio.Timeout]:
    """The time limit of a try, if any; `reschedule(None)` lifts it. Raises
    MailDelayed.
    """
    seconds = None if left is None else left.total_seconds()
    try:
        async with asyncio.timeout(seconds) as limit:
            yield limit
    except TimeoutError:
        if not limit.expired():
            raise
        raise MailDelayed("smtp timeout", "Its code had no time left.") from None


def report_is_due() -> bool:
    """Whether the failure of this try is worth a signal to its flow."""
    attempt = activity.info().attempt
    return attempt <= _FIRST_TRIES or attempt % _OF_LATER_TRIES == 0


def refuse_while_stopping() -> None:
    """Raise MailDelayed on a worker that shuts down: another worker sends the mail."""
    if activity.is_worker_shutdown():
        raise ApplicationError("the worker shuts down", type="WorkerShutdown")


async def write_at_last(write: Callable[[], Awaitable[_Written]]) -> _Written:
    """Retry the write until PostgreSQL takes it.

    If the activity failed instead, Temporal would have the same mail sent again.
    """
    pause = _FIRST_PAUSE
    while True:
        try:
            return await write()
        except DATABASE_AWAY as fault:
            _log.warning("mail not noted", fault=type(fault).__name__)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
