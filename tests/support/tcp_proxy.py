"""A TCP proxy to a server, which can be cut, paused and restored."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeAlias

from trials.ports import free_port

_Ends: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class TcpProxy:
    """Listens on a loopback port, and forwards to the server."""

    def __init__(self, reach: Callable[[], Awaitable[_Ends]]) -> None:
        self._reach = reach
        self._flows = asyncio.Event()
        self._flows.set()
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = free_port()  # kept after a cut

    async def restore(self) -> None:
        """Listen on the same port as before, and forward everything."""
        self._flows.set()
        if self._server is None:
            self._server = await asyncio.start_server(
                self._carry, "127.0.0.1", self.port
            )

    async def cut(self) -> None:
        """Like a killed server: connections are reset, new ones are refused."""
        self._flows.set()
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in self._writers:
            writer.transport.abort()

    def pause(self) -> None:
        """Like a server that hangs: connections stay open, nothing is answered."""
        self._flows.clear()

    def silence(self) -> None:
        """Like an address that has moved: only new connections are answered."""
        self._flows.clear()
        self._flows = asyncio.Event()
        self._flows.set()

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._writers.add(writer)
        flows = self._flows
        try:
            there = await self._reach()
            self._writers.add(there[1])
            await asyncio.gather(
                self._pass_on(reader, there[1], flows),
                self._pass_on(there[0], writer, flows),
            )
            self._writers.discard(there[1])
        finally:
            self._writers.discard(writer)

    async def _pass_on(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        flows: asyncio.Event,
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await flows.wait()
                writer.write(data)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def tcp_proxy(reach: Callable[[], Awaitable[_Ends]]) -> AsyncIterator[TcpProxy]:
    proxy = TcpProxy(reach)
    await proxy.restore()
    try:
        yield proxy
    finally:
        await proxy.cut()
