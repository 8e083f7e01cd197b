"""One part of the stack as a process that is killed and restarted."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

import psutil

from cli.up.child import Part, last_words, launch

_PAUSE_SECONDS = 0.1
_START_SECONDS = 90


class Killable(Protocol):
    """What the chaos kills, and starts again."""

    async def start(self) -> None: ...

    async def kill(self, *, frozen: bool = False) -> None: ...

    async def end(self) -> None: ...


class PartProcess:
    """Runs one part; `ready` is its health check."""

    def __init__(self, part: Part, ready: Callable[[], Awaitable[bool]]) -> None:
        self.part = part
        self._ready = ready
        self._process: Process | None = None
        self._up = asyncio.Event()

    async def start(self) -> None:
        """Returns once it is ready; a start that fails (a port, a lock) is retried."""
        async with asyncio.timeout(_START_SECONDS):
            while not await self._started():
                await asyncio.sleep(_PAUSE_SECONDS)
        self._up.set()

    async def kill(self, *, frozen: bool = False) -> None:  # noqa: ARG002  only primaries
        """SIGKILL to it and its children, once it is ready."""
        await self._up.wait()
        self._up.clear()
        await self._end()

    async def stop(self) -> None:
        """SIGTERM, and wait for its end, as an operator stops it."""
        self._up.clear()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def end(self) -> None:
        """SIGKILL in any state, at the end of the run."""
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
    """The parent first, so that it does not react to the end of its children."""
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
