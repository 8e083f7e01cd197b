"""A proxy to PostgreSQL that stops at one point of one transaction."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias

_Ends: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_PREPARED = re.compile(rb"P.{4}(\w+)\0([^\0]*)\0", re.DOTALL)
_BOUND = re.compile(rb"B.{4}\0(\w+)\0", re.DOTALL)
"""What a client sends to prepare a statement by a name, and to execute it."""
_IDLE = b"Z\0\0\0\5I"
"""What the server sends once all is committed."""


@dataclass
class Breakpoint:
    """Stops the transaction of `statement`: at its COMMIT, or at the reply to it.

    The text is that of the first use in a connection, which prepares the statement.
    One that `commits_itself` has no COMMIT: it is stopped itself, or the reply to it.
    """

    statement: bytes
    committed: bool
    commits_itself: bool = False
    reached: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class _Connection:
    """One connection, and the breakpoints of its transaction."""

    traps: tuple[Breakpoint, ...]
    entered: list[Breakpoint] = field(default_factory=list)
    prepared: dict[bytes, bytes] = field(default_factory=dict)
    """The texts of statements by their names."""

    def sends(self, data: bytes) -> Breakpoint | None:
        self.prepared.update(_PREPARED.findall(data))
        executed = [self.prepared.get(name, b"") for name in _BOUND.findall(data)]
        for trap in self.traps:
            texts = executed if trap.commits_itself else [data]
            self.entered += [trap for text in texts if trap.statement in text]
        commits = b"commit;\0" in data.lower()
        return self._caught(lambda trap: trap.commits_itself or commits, False)

    def receives(self, data: bytes) -> Breakpoint | None:
        commits, idle = b"COMMIT\0" in data, _IDLE in data
        return self._caught(lambda trap: idle if trap.commits_itself else commits, True)

    def _caught(
        self, ends: Callable[[Breakpoint], bool], committed: bool
    ) -> Breakpoint | None:
        return next(
            (t for t in self.entered if t.committed is committed and ends(t)), None
        )


@asynccontextmanager
async def breakpoint_proxy(
    reach: Callable[[], Awaitable[_Ends]], *traps: Breakpoint
) -> AsyncIterator[int]:
    """The port of the proxy."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line, there = _Connection(traps), await reach()
        ways = [
            asyncio.ensure_future(_pass_on(reader, there[1], line.sends)),
            asyncio.ensure_future(_pass_on(there[0], writer, line.receives)),
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
    look: Callable[[bytes], Breakpoint | None],
) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            trap = look(data)
            if trap is not None:
                trap.reached.set()
                await _drained(reader)
                return
            writer.write(data)
            await writer.drain()


async def _drained(reader: asyncio.StreamReader) -> None:
    """Reads until the other end closes, and drops what it reads."""
    while await reader.read(65536):
        pass
