"""Starts all parts of the embedded stack, and stops them in reverse order."""

import asyncio
from collections.abc import Awaitable, Callable

from cli.up.child import Part, last_words
from cli.up.keeper import Keeper
from cli.up.pid_file import PidFile
from doorstep.errors import StartError

_STOPPED_IN_ORDER = ("api", "worker", "mailbox", "temporal", "postgres")
_TRIES = 3
_PATIENCE_SECONDS = 120
_PAUSE_SECONDS = 0.1


class Supervisor:
    """Keeps the children of `doorstep up`."""

    def __init__(self, pid_file: PidFile, say: Callable[[str], None]) -> None:
        self._pid_file = pid_file
        self._say = say
        self._keepers: dict[str, Keeper] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, part: Part) -> None:
        keeper = Keeper(part, self._pid_file, self._say)
        self._keepers[part.name] = keeper
        self._tasks[part.name] = asyncio.create_task(keeper.run())

    async def until(self, name: str, ready: Callable[[], Awaitable[bool]]) -> None:
        """Return once the part is ready. Raises StartError if it fails."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                while not await ready():
                    self._check()
                    await asyncio.sleep(_PAUSE_SECONDS)
        except TimeoutError:
            raise self._failed(name, "did not become ready") from None

    async def keep(self) -> None:
        """Wait until cancelled; raises if a keeper itself fails."""
        tasks = self._tasks.values()  # not gathered, which would cancel them
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            task.result()

    async def stop(self) -> None:
        """Stop all parts."""
        for name in _STOPPED_IN_ORDER:
            if name in self._keepers:
                await self._keepers[name].stop()
                self._tasks[name].cancel()

    def _check(self) -> None:
        """Raise StartError if any part has failed."""
        for name, keeper in self._keepers.items():
            if self._tasks[name].done():
                self._tasks[name].result()
            if keeper.endings >= _TRIES:
                raise self._failed(name, "keeps stopping")

    def _failed(self, name: str, how: str) -> StartError:
        part = self._keepers[name].part
        return StartError(
            f"{name} {how}. The end of its log, {part.log}:\n{last_words(part)}"
        )
