"""The queue in front of the threads that hash: as long as can be served in time.

Hashing a password is dear by intention, and anybody may ask for it. Known clients have
their turn first and a line of their own, which strangers cannot fill; whoever would
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
"""Times as long before one in line is refused: turns are slow while a crowd comes."""
_WEIGHT = 0.1
"""Of the latest turn in the moving average of how long one takes."""

_Line: TypeAlias = deque[asyncio.Future[None]]


class HashingQueue:
    """Turns of at most `places` at once; a turn takes about `seconds` at first."""

    def __init__(self, places: int, seconds: float, *, longest_wait: timedelta) -> None:
        self._places = self._free = places
        self._seconds = seconds
        self._longest_wait = longest_wait.total_seconds()
        self._known: _Line = deque()
        self._strangers: _Line = deque()

    @asynccontextmanager
    async def turn(self, *, known: bool) -> AsyncIterator[None]:
        """Raises Overloaded, at once or as soon as turns turn out to take too long."""
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
                self._pass_on()  # had its turn at this very moment
            raise

    def _leave(self, seconds: float) -> None:
        self._seconds += _WEIGHT * (seconds - self._seconds)
        for line in (self._strangers, self._known):
            while line and self._too_many(self._before(line) - 1, _PATIENCE):
                self._refuse(line.pop(), self._overloaded(line))
        self._pass_on()

    def _pass_on(self) -> None:
        for line in (self._known, self._strangers):
            while line:
                place = line.popleft()
                if not place.done():
                    place.set_result(None)
                    return
        self._free += 1

    def _before(self, line: _Line) -> int:
        """How many have their turn before whoever comes to this line now."""
        strangers = len(self._strangers) if line is self._strangers else 0
        return len(self._known) + strangers

    def _wait(self, before: int) -> float:
        return (before + 1) * self._seconds / self._places

    def _too_many(self, before: int, patience: float = 1.0) -> bool:
        """A few may always wait: how long turns take is measured by taking them."""
        longest = patience * self._longest_wait
        return before >= self._places and self._wait(before) > longest

    def _overloaded(self, line: _Line) -> Overloaded:
        return Overloaded(max(1, math.ceil(self._wait(self._before(line)))))

    @staticmethod
    def _refuse(place: asyncio.Future[None], refusal: Overloaded) -> None:
        if not place.done():
            place.set_exception(refusal)
