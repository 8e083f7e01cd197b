"""A wire to a server, that can be cut, held still and mended."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeAlias

from trials.ports import free_port

_Ends: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Wire:
    """Listens on a loopback port, and passes on what it hears while it is whole."""

    def __init__(self, reach: Callable[[], Awaitable[_Ends]]) -> None:
        self._reach = reach
        self._flows = asyncio.Event()
        self._flows.set()
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = free_port()  # to be had again after a cut

    async def mend(self) -> None:
        """Listen, where it listened before, and let everything through."""
        self._flows.set()
        if self._server is None:
            self._server = await asyncio.start_server(
                self._carry, "127.0.0.1", self.port
            )

    async def cut(self) -> None:
        """As a server does that was killed: no connection lives or comes about."""
        self._flows.set()
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in self._writers:
            writer.transport.abort()

    def hold(self) -> None:
        """As a server does that hangs: connections stay, and nothing is answered."""
        self._flows.clear()

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._writers.add(writer)
        try:
            there = await self._reach()
            self._writers.add(there[1])
            await asyncio.gather(
                self._pass_on(reader, there[1]), self._pass_on(there[0], writer)
            )
            self._writers.discard(there[1])
        finally:
            self._writers.discard(writer)

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def wire(reach: Callable[[], Awaitable[_Ends]]) -> AsyncIterator[Wire]:
    line = Wire(reach)
    await line.mend()
    try:
        yield line
    finally:
        await line.cut()
