"""Waiting for what another process does in its own time."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from typing import TypeVar

from doorstep.local.ports import is_open

_Seen = TypeVar("_Seen")


async def until(
    look: Callable[[], Awaitable[_Seen]],
    satisfied: Callable[[_Seen], bool],
    seconds: float = 15,
) -> _Seen:
    """Look until it is as wished, and give what was seen then."""
    seen = await look()
    async with asyncio.timeout(seconds):
        while not satisfied(seen):
            await asyncio.sleep(0.05)
            seen = await look()
    return seen


async def listens(process: Process, port: int, seconds: float) -> bool:
    """Once the process answers at its port; False where it has ended instead."""
    async with asyncio.timeout(seconds):
        while process.returncode is None:
            if await is_open("127.0.0.1", port):
                return True
            await asyncio.sleep(0.1)
    return False
