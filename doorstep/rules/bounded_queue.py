"""A queue that is as long as can be served in time: for hashing, and for acts of flows.

Both are expensive, and many may ask at once. Known clients go first and have a queue of
their own, which others cannot fill. A client that would wait too long is refused at
once, so that work is done only for those who still wait for it.
"""

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from doorstep.errors import Overloaded

_PATIENCE = 1.5
"""A queued client is refused only if its wait grows to this multiple of the limit: a
turn takes longer while many requests arrive.
"""
_REFUSED_WITHIN = 1.0
"""Seconds: one that has waited longer is served, since it was told nothing so far."""
_WEIGHT = 0.1
"""The weight of the latest turn in the moving average of their duration."""


@dataclass(eq=False)
class _Place:
    turn: asyncio.Future[None]
    since: float


_Line: TypeAlias = deque[_Place]


class BoundedQueue:
    """At most `places` turns at once; `seconds` is the first estimate of a turn.

    `refused` is called for each client that is.
    """

    def __init__(
        self,
        places: int,
        seconds: float,
        *,
        longest_wait: timedelta,
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        self._places = self._free = places
        self._seconds = seconds
        self._longest_wait = longest_wait.total_seconds()
        self._refused = refused
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

    def refusal(self, *, known: bool, share: float = 1.0) -> Overloaded | None:
        """What a client that asks now would be refused with, where this `share` of the
        longest wait is what it may wait.
        """
        line = self._known if known else self._strangers
        if self._free or not self._too_many(self._before(line), share):
            return None
        return self._overloaded(line)

    async def _enter(self, *, known: bool) -> None:
        if self._free:
            self._free -= 1
            return
        if refusal := self.refusal(known=known):
            self._refused()
            raise refusal
        loop = asyncio.get_running_loop()
        line, turn = self._known if known else self._strangers, loop.create_future()
        place = _Place(turn, loop.time())
        line.append(place)
        try:
            await turn
        except asyncio.CancelledError:
            if place in line:
                line.remove(place)
            elif not turn.cancelled() and not turn.exception():
                self._grant_next()  # cancelled just as it got its turn
            raise

    def _leave(self, seconds: float) -> None:
        self._seconds += _WEIGHT * (seconds - self._seconds)
        young = asyncio.get_running_loop().time() - _REFUSED_WITHIN
        for line in (self._strangers, self._known):
            while line and line[-1].since > young and self._too_late(line):
                self._refuse(line.pop().turn, self._overloaded(line))
        self._grant_next()

    def _grant_next(self) -> None:
        for line in (self._known, self._strangers):
            while line:
                turn = line.popleft().turn
                if not turn.done():
                    turn.set_result(None)
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

    def _too_late(self, line: _Line) -> bool:
        """Whether the last one in the queue waits too long."""
        return self._too_many(self._before(line) - 1, _PATIENCE)

    def _overloaded(self, line: _Line) -> Overloaded:
        return Overloaded(max(1, math.ceil(self._wait(self._before(line)))))

    def _refuse(self, turn: asyncio.Future[None], refusal: Overloaded) -> None:
        if not turn.done():
            self._refused()
            turn.set_exception(refusal)
