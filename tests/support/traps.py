"""A wire to PostgreSQL that holds still at one moment of one transaction."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias

_Ends: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Trap:
    """Holds the transaction that says `statement`: its commit, or the answer to it.

    The first time a connection says a statement, it says it in words.
    """

    statement: bytes
    committed: bool
    sprung: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class _Line:
    """One connection, and the traps that its transaction has walked into."""

    traps: tuple[Trap, ...]
    entered: list[Trap] = field(default_factory=list)

    def asks(self, data: bytes) -> Trap | None:
        self.entered += [trap for trap in self.traps if trap.statement in data]
        return self._caught(committed=False) if b"COMMIT;\0" in data else None

    def hears(self, data: bytes) -> Trap | None:
        return self._caught(committed=True) if b"COMMIT\0" in data else None

    def _caught(self, *, committed: bool) -> Trap | None:
        return next((t for t in self.entered if t.committed is committed), None)


@asynccontextmanager
async def trapped(
    reach: Callable[[], Awaitable[_Ends]], *traps: Trap
) -> AsyncIterator[int]:
    """The port that the wire listens on."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line, there = _Line(traps), await reach()
        ways = [
            asyncio.ensure_future(_pass_on(reader, there[1], line.asks)),
            asyncio.ensure_future(_pass_on(there[0], writer, line.hears)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (there[1], writer):
            end.transport.abort()

    server = await asyncio.start_server(carry, "127.0.0.1", 0)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()


async def _pass_on(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    look: Callable[[bytes], Trap | None],
) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            trap = look(data)
            if trap is not None:
                trap.sprung.set()
                await _gone(reader)
                return
            writer.write(data)
            await writer.drain()


async def _gone(reader: asyncio.StreamReader) -> None:
    """Until the other end is; what it still says is not heard."""
    while await reader.read(65536):
        pass
