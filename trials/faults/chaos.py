"""Kills parts by plan while the journeys run, and starts them again."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from trials.faults.frontend import CallLog
from trials.faults.plan import Kill, PartKind
from trials.faults.process import Killable

_POLL_SECONDS = 0.02
_MOST_BEHIND = 3


class Chaos:
    """Counts its kills; two parts of a kind are killed in turn."""

    def __init__(
        self,
        kills: tuple[Kill, ...],
        parts: dict[PartKind, tuple[Killable, ...]],
        log: CallLog,
    ) -> None:
        self._kills = kills
        self._parts = parts
        self._log = log
        self._restarting: set[asyncio.Task[None]] = set()
        self.killed: Counter[PartKind] = Counter()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While the context is open; at its end all that was killed runs again."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await asyncio.gather(*self._restarting)

    async def until_few_are_due(self) -> None:
        """Starts no journey while many kills are due: they are for the running ones."""
        while self._due() > self.killed.total() + _MOST_BEHIND:
            await asyncio.sleep(_POLL_SECONDS)

    async def _run(self) -> None:
        for kill in self._kills:
            while self._log.steps < kill.after_steps:
                await asyncio.sleep(_POLL_SECONDS)
            await asyncio.sleep(kill.delay)
            await self._kill(kill)

    async def _kill(self, kill: Kill) -> None:
        parts = self._parts[kill.part]
        part = parts[self.killed[kill.part] % len(parts)]
        await part.kill(frozen=kill.frozen)
        self.killed[kill.part] += 1
        task = asyncio.create_task(self._restart(part, kill.downtime))
        self._restarting.add(task)

    async def _restart(self, part: Killable, downtime: float) -> None:
        await asyncio.sleep(downtime)
        await part.start()

    def _due(self) -> int:
        return sum(kill.after_steps <= self._log.steps for kill in self._kills)
