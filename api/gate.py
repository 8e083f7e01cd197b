"""What keeps a crowd at one flow from becoming a storm of calls to Temporal."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from api.problems import Problem

_Result = TypeVar("_Result")


class OneAtATime:
    """At most one step in flight per flow and process; others are turned away."""

    def __init__(self) -> None:
        self._busy: set[Hashable] = set()

    @asynccontextmanager
    async def step(self, flow: Hashable) -> AsyncIterator[None]:
        if flow in self._busy:
            raise Problem("too-many-attempts", retry_after=1)
        self._busy.add(flow)
        try:
            yield
        finally:
            self._busy.discard(flow)


class InTurn:
    """Callers with one key go one after the other, within this process."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, key: Hashable) -> AsyncIterator[None]:
        lock = self._turns.setdefault(key, asyncio.Lock())
        async with lock:
            yield


class SharedReads(Generic[_Result]):
    """Concurrent reads of one flow share a query.

    A read never joins a query that is under way already, for it may have been answered
    before an act that the reader knows of; it waits for the next one.
    """

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Future[_Result]] = {}
        self._next: dict[Hashable, asyncio.Future[_Result]] = {}

    async def read(
        self, flow: Hashable, query: Callable[[], Awaitable[_Result]]
    ) -> _Result:
        if flow not in self._next:
            before = self._running.get(flow)
            task = asyncio.ensure_future(self._after(before, flow, query))
            task.add_done_callback(_heard)
            self._next[flow] = task
        return await asyncio.shield(self._next[flow])

    async def _after(
        self,
        before: asyncio.Future[_Result] | None,
        flow: Hashable,
        query: Callable[[], Awaitable[_Result]],
    ) -> _Result:
        if before is not None:
            await asyncio.wait([before])
        own = self._next.pop(flow)
        self._running[flow] = own
        try:
            return await query()
        finally:
            if self._running.get(flow) is own:
                del self._running[flow]


def _heard(read: asyncio.Future[_Result]) -> None:
    """A fault that nobody waits for any more is nobody's surprise."""
    if not read.cancelled():
        read.exception()
