"""Bounds on concurrent requests for one key: many requests for one flow must not become
as many calls to Temporal."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from weakref import WeakValueDictionary

from api.edge.problems import Problem
from api.texts.problems import ProblemKind


class _Steps:
    """Those of one flow: how often one began or ended."""

    def __init__(self) -> None:
        self.turns = 0

    def turn(self) -> None:
        self.turns += 1


@dataclass(frozen=True)
class Look:
    """From before something was read of a flow that others may act on meanwhile."""

    _steps: _Steps
    _turns: int

    @property
    def stale(self) -> bool:
        """Whether a step of this process may have changed what was read."""
        return self._steps.turns != self._turns


class OneAtATime:
    """At most one step in flight per flow and process; others are rejected."""

    def __init__(self) -> None:
        self._busy: set[Hashable] = set()
        self._steps: WeakValueDictionary[Hashable, _Steps] = WeakValueDictionary()

    def look(self, flow: Hashable) -> Look:
        """To be taken before the reading."""
        steps = self._steps.setdefault(flow, _Steps())
        return Look(steps, steps.turns)

    @asynccontextmanager
    async def step(self, flow: Hashable, *parts: Hashable) -> AsyncIterator[None]:
        """A look may also be taken of one of its parts."""
        if flow in self._busy:
            raise Problem(ProblemKind.too_many_attempts, retry_after=1)
        steps = [self._steps.setdefault(key, _Steps()) for key in (flow, *parts)]
        self._busy.add(flow)
        for each in steps:
            each.turn()
        try:
            yield
        finally:
            for each in steps:
                each.turn()
            self._busy.discard(flow)


class InTurn:
    """Serializes callers with the same key, within this process."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, key: Hashable) -> AsyncIterator[None]:
        lock = self._turns.setdefault(key, asyncio.Lock())
        async with lock:
            yield
