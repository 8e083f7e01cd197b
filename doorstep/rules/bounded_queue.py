"""A queue that is as long as can be served in time: for hashing, and for acts of flows.

Both are expensive, and many may ask at once. Known clients go first and have a queue of
their own, which others cannot fill. A client that would wait too long is refused at
once, so that work is done only for those who still wait for it. One that known clients
have overtaken for almost a second is refused then, or goes first from then on: nobody
waits in vain.
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
_REFUSED_WITHIN = 0.7
"""Seconds: one that has waited longer is served, since it was told nothing so far. The
answer to it has the rest of a second.
"""
_WEIGHT = 0.1
"""The weight of the latest turn in the moving average of their duration."""


@dataclass(eq=False)
class _Place:
    turn: asyncio.Future[None]
    since: float
    """When it came; long ago for one that is sure of its turn."""


_Line: TypeAlias = deque[_Place]


def _latest(line: _Line, young: float) -> _Place | None:
    return next((place for place in reversed(line) if place.since > young), None)


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
        self._waited: _Line = deque()
        """Strangers who go first."""

    @asynccontextmanager
    async def turn(self, *, known: bool, sure: bool = False) -> AsyncIterator[None]:
        """Raises Overloaded at once, or while queued as soon as turns take too long;
        not for one that is `sure` of its turn, for what was done for it before.
        """
        await self._enter(known=known, sure=sure)
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

    async def _enter(self, *, known: bool, sure: bool) -> None:
        if self._free:
            self._free -= 1
            return
        if not sure and (refusal := self.refusal(known=known)):
            self._refused()
            raise refusal
        loop = asyncio.get_running_loop()
        line, turn = self._known if known else self._strangers, loop.create_future()
        place = _Place(turn, -math.inf if sure else loop.time())
        line.append(place)
        if line is self._strangers:
            loop.call_later(_REFUSED_WITHIN, self._decide, place)
        try:
            await turn
        except asyncio.CancelledError:
            if waits := self._line_of(place):
                waits.remove(place)
            elif not turn.cancelled() and not turn.exception():
                self._grant_next()  # cancelled just as it got its turn
            raise

    def _line_of(self, place: _Place) -> _Line | None:
        return next((line for line in self._lines() if place in line), None)

    def _lines(self) -> tuple[_Line, ...]:
        """In the order in which they are served."""
        return self._waited, self._known, self._strangers

    def _decide(self, place: _Place) -> None:
        """A stranger who still waits is refused, or goes first from now on."""
        if place not in self._strangers:
            return
        waiting = len(self._waited) + len(self._known)
        ahead = waiting + self._strangers.index(place)
        self._strangers.remove(place)
        left = 1 - _REFUSED_WITHIN / self._longest_wait
        if self._too_many(ahead, left):
            self._refuse(place.turn, self._overloaded(self._strangers))
        else:
            self._waited.append(place)

    def _leave(self, seconds: float) -> None:
        self._seconds += _WEIGHT * (seconds - self._seconds)
        young = asyncio.get_running_loop().time() - _REFUSED_WITHIN
        for line in (self._strangers, self._known):
            while self._too_late(line) and (place := _latest(line, young)):
                line.remove(place)
                self._refuse(place.turn, self._overloaded(line))
        self._grant_next()

    def _grant_next(self) -> None:
        for line in self._lines():
            while line:
                turn = line.popleft().turn
                if not turn.done():
                    turn.set_result(None)
                    return
        self._free += 1

    def _before(self, line: _Line) -> int:
        """How many are ahead of a client that joins this queue now."""
        if line is self._known:
            return len(self._known)
        return sum(map(len, self._lines()))

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
