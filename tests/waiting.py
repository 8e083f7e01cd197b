"""Waiting for what another process does in its own time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

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
