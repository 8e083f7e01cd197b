"""One part as a process that is killed and comes back."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from contextlib import suppress

import psutil

from cli.up.child import Part, last_words, launch

_PAUSE_SECONDS = 0.1
_PATIENCE_SECONDS = 90


class PartProcess:
    """Runs one part; `ready` says whether it serves."""

    def __init__(self, part: Part, ready: Callable[[], Awaitable[bool]]) -> None:
        self.part = part
        self._ready = ready
        self._process: Process | None = None
        self._up = asyncio.Event()

    async def start(self) -> None:
        """Until it serves; a start that fails (a port, a lock) is tried again."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while not await self._started():
                await asyncio.sleep(_PAUSE_SECONDS)
        self._up.set()

    async def kill(self) -> None:
        """SIGKILL to it and its children, once it serves."""
        await self._up.wait()
        self._up.clear()
        await self._end()

    async def end(self) -> None:
        """SIGKILL in whatever state it is: nothing of it is needed any more."""
        await self._end()

    def last_words(self) -> str:
        return last_words(self.part)

    async def _started(self) -> bool:
        self._process = await launch(self.part)
        while self._process.returncode is None:
            if await self._ready():
                return True
            await asyncio.sleep(_PAUSE_SECONDS)
        return False

    async def _end(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        for each in _tree(process.pid):
            with suppress(psutil.NoSuchProcess):
                each.kill()
        await process.wait()


def _tree(pid: int) -> list[psutil.Process]:
    """The parent first: it is not to mourn its children."""
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
