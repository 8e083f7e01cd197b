"""Waiting for what another process does in its own time.

How long that takes is the machine's matter: beside other load it is many times as long.
So no test waits a number of seconds of its own, where seconds are not its subject.
"""

import asyncio
import time
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx

from cli.up.ports import is_open

PATIENCE_SECONDS = 180.0
"""Ends a test that would wait for ever, and judges nothing."""

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
    """Look until it is as wished, and give what was seen then."""
    seen = await look()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not satisfied(seen):
            await asyncio.sleep(0.02)
            seen = await look()
    return seen


async def until_so(condition: Callable[[], bool]) -> None:
    """The same for what needs no waiting to be looked at."""

    async def look() -> bool:
        return condition()

    await until(look, bool)


async def in_time(coming: Awaitable[_Seen]) -> _Seen:
    """What is waited for, once it is there."""
    return await asyncio.wait_for(coming, PATIENCE_SECONDS)


async def listens(process: Process, port: int) -> bool:
    """Once the process answers at its port; False where it has ended instead."""

    async def ended_or_open() -> bool | None:
        if process.returncode is not None:
            return False
        return await is_open("127.0.0.1", port) or None

    return bool(await until(ended_or_open, lambda seen: seen is not None))


async def timed(coming: Awaitable[_Seen]) -> tuple[_Seen, float]:
    """What is waited for, and how many seconds it took, where a limit is the subject.

    Seconds by which others kept this process from its turn are not counted.
    """
    begun, late = time.monotonic(), 0.0
    task = asyncio.ensure_future(coming)
    while not task.done():
        before = time.monotonic()
        await asyncio.wait([task], timeout=_TURN)
        late += max(time.monotonic() - before - _TURN, 0)
    return await task, time.monotonic() - begun - late


def patient_client(base_url: str = "", retries: int = 0) -> httpx.AsyncClient:
    """For a server on a machine with other work; `retries` until it listens at all."""
    transport = httpx.AsyncHTTPTransport(retries=retries)
    return httpx.AsyncClient(
        base_url=base_url, transport=transport, timeout=PATIENCE_SECONDS
    )
