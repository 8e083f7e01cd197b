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
    async def step(self, flow: Hashable) -> AsyncIterator[None]:
        if flow in self._busy:
            raise Problem(ProblemKind.too_many_attempts, retry_after=1)
        steps = self._steps.setdefault(flow, _Steps())
        self._busy.add(flow)
        steps.turns += 1
        try:
            yield
        finally:
            steps.turns += 1
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
