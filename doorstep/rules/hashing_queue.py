"""The queue of the threads that hash passwords, bounded by the time a caller waits.

Hashing is expensive by design, and unauthenticated clients can cause it. Known clients
go first and have a queue of their own, which others cannot fill. A client that would
wait too long is refused at once.
"""

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeAlias

from doorstep.errors import Overloaded

_PATIENCE = 1.5
"""A queued client is refused only if its wait grows to this multiple of the limit: a
turn takes longer while many requests arrive.
"""
_WEIGHT = 0.1
"""The weight of the latest turn in the moving average of their duration."""

_Line: TypeAlias = deque[asyncio.Future[None]]


class HashingQueue:
    """At most `places` turns at once; `seconds` is the first estimate of a turn."""

    def __init__(self, places: int, seconds: float, *, longest_wait: timedelta) -> None:
        self._places = self._free = places
        self._seconds = seconds
        self._longest_wait = longest_wait.total_seconds()
        self._known: _Line = deque()
        self._strangers: _Line = deque()

    @asynccontextmanager
    async def turn(self, *, known: bool) -> AsyncIterator[None]:
        """Raises Overloaded at once, or while queued as soon as turns take too long."""
        await self._enter(known=known)
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            yield
        finally:
            self._leave(loop.time() - began)

    async def _enter(self, *, known: bool) -> None:
        if self._free:
            self._free -= 1
            return
        line = self._known if known else self._strangers
        if self._too_many(self._before(line)):
            raise self._overloaded(line)
        place = asyncio.get_running_loop().create_future()
        line.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place in line:
                line.remove(place)
            elif not place.cancelled() and not place.exception():
                self._grant_next()  # cancelled just as it got its turn
            raise

    def _leave(self, seconds: float) -> None:
        self._seconds += _WEIGHT * (seconds - self._seconds)
        for line in (self._strangers, self._known):
            while line and self._too_many(self._before(line) - 1, _PATIENCE):
                self._refuse(line.pop(), self._overloaded(line))
        self._grant_next()

    def _grant_next(self) -> None:
        for line in (self._known, self._strangers):
            while line:
                place = line.popleft()
                if not place.done():
                    place.set_result(None)
                    return
        self._free += 1

    def _before(self, line: _Line) -> int:
        """How many are ahead of a client that joins this queue now."""
        strangers = len(self._strangers) if line is self._strangers else 0
        return len(self._known) + strangers

    def _wait(self, before: int) -> float:
        return (before + 1) * self._seconds / self._places

    def _too_many(self, before: int, patience: float = 1.0) -> bool:
        """A few may always wait, since only turns tell how long a turn takes."""
        longest = patience * self._longest_wait
        return before >= self._places and self._wait(before) > longest

    def _overloaded(self, line: _Line) -> Overloaded:
        return Overloaded(max(1, math.ceil(self._wait(self._before(line)))))

    @staticmethod
    def _refuse(place: asyncio.Future[None], refusal: Overloaded) -> None:
        if not place.done():
            place.set_exception(refusal)
