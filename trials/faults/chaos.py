"""Kills by plan, as the work goes on, and brings back what was killed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from trials.faults.frontend import Ledger
from trials.faults.plan import Kill, Killed
from trials.faults.process import PartProcess

_LOOKS_EACH = 0.02
_MOST_BEHIND = 3


class Chaos:
    """Counts what it has killed; two parts of a kind take turns."""

    def __init__(
        self,
        kills: tuple[Kill, ...],
        parts: dict[Killed, tuple[PartProcess, ...]],
        ledger: Ledger,
    ) -> None:
        self._kills = kills
        self._parts = parts
        self._ledger = ledger
        self._coming_back: set[asyncio.Task[None]] = set()
        self.killed: Counter[Killed] = Counter()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Within the context; at its end all that was killed is back."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await asyncio.gather(*self._coming_back)

    async def not_behind(self) -> None:
        """Nobody sets out while many kills are due: they are for those on the way."""
        while self._due() > self.killed.total() + _MOST_BEHIND:
            await asyncio.sleep(_LOOKS_EACH)

    async def _run(self) -> None:
        for kill in self._kills:
            while self._ledger.steps < kill.after_steps:
                await asyncio.sleep(_LOOKS_EACH)
            await asyncio.sleep(kill.delay)
            await self._kill(kill)

    async def _kill(self, kill: Kill) -> None:
        parts = self._parts[kill.part]
        part = parts[self.killed[kill.part] % len(parts)]
        await part.kill()
        self.killed[kill.part] += 1
        task = asyncio.create_task(self._bring_back(part, kill.away))
        self._coming_back.add(task)

    async def _bring_back(self, part: PartProcess, away: float) -> None:
        await asyncio.sleep(away)
        await part.start()

    def _due(self) -> int:
        return sum(kill.after_steps <= self._ledger.steps for kill in self._kills)
