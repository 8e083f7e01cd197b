"""Waiting for another process.

How long that takes depends on the load of the machine. So no test has a time limit of
its own, unless time is its subject.
"""

import asyncio
import time
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx

from cli.up.ports import is_open

PATIENCE_SECONDS = 180.0
"""The time limit of a test that would hang; no test relies on its value."""

_TURN = 0.02

_Seen = TypeVar("_Seen")


LOCK_WAITS = """
    select count(*) from pg_stat_activity
    where wait_event_type = 'Lock' and datname = current_database()
"""
"""How many sessions of a database wait for a lock."""


async def until(
    look: Callable[[], Awaitable[_Seen]], satisfied: Callable[[_Seen], bool]
) -> _Seen:
    """Poll until the result is `satisfied`, and return it. Raises TimeoutError, with
    what was seen last.
    """
    seen = await look()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not satisfied(seen):
                await asyncio.sleep(0.02)
                seen = await look()
    except TimeoutError:
        raise TimeoutError(f"seen last: {seen!r}") from None
    return seen


async def until_true(condition: Callable[[], bool]) -> None:
    """The same for a condition that needs no await."""

    async def look() -> bool:
        return condition()

    await until(look, bool)


async def in_time(coming: Awaitable[_Seen]) -> _Seen:
    """The result, with the time limit."""
    return await asyncio.wait_for(coming, PATIENCE_SECONDS)


async def listens(process: Process, port: int) -> bool:
    """True once the process listens on its port; False where it has exited."""

    async def ended_or_open() -> bool | None:
        if process.returncode is not None:
            return False
        return await is_open("127.0.0.1", port) or None

    return bool(await until(ended_or_open, lambda seen: seen is not None))


async def timed(coming: Awaitable[_Seen]) -> tuple[_Seen, float]:
    """The result and the seconds it took, for tests of a time limit.

    Time in which this process did not get the CPU is not counted.
    """
    begun, late = time.monotonic(), 0.0
    task = asyncio.ensure_future(coming)
    while not task.done():
        before = time.monotonic()
        await asyncio.wait([task], timeout=_TURN)
        late += max(time.monotonic() - before - _TURN, 0)
    return await task, time.monotonic() - begun - late


def patient_client(base_url: str = "", retries: int = 0) -> httpx.AsyncClient:
    """A client with a long timeout; `retries` connects again until the server
    listens.
    """
    transport = httpx.AsyncHTTPTransport(retries=retries)
    return httpx.AsyncClient(
        base_url=base_url, transport=transport, timeout=PATIENCE_SECONDS
    )
