"""Bounds on concurrent requests for one key: many requests for one flow must not become
as many calls to Temporal."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from api.edge.problems import Problem
from api.texts.problems import ProblemKind


class OneAtATime:
    """At most one step in flight per flow and process; others are rejected."""

    def __init__(self) -> None:
        self._busy: set[Hashable] = set()

    @asynccontextmanager
    async def step(self, flow: Hashable) -> AsyncIterator[None]:
        if flow in self._busy:
            raise Problem(ProblemKind.too_many_attempts, retry_after=1)
        self._busy.add(flow)
        try:
            yield
        finally:
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
