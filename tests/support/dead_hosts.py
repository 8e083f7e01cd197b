"""Hosts that are of no use to a client of PostgreSQL, each in its own way."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeAlias

from trials.ports import free_port

Host: TypeAlias = Callable[[], AbstractAsyncContextManager[int]]
"""Returns the port of loopback, for as long as the context is open."""

_FIELDS = b"SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0"
_STARTING = b"E" + (len(_FIELDS) + 4).to_bytes(4, "big") + _FIELDS


@asynccontextmanager
async def silent_host() -> AsyncIterator[int]:
    """It takes the connection, and says nothing."""

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(wait, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def dropping_host() -> AsyncIterator[int]:
    """It drops packets: the kernel does so where a queue of connections is full."""
    with socket.socket() as listening, socket.socket() as queued:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        port = listening.getsockname()[1]
        queued.connect(("127.0.0.1", port))
        yield port


@asynccontextmanager
async def refusing_host() -> AsyncIterator[int]:
    """Nothing listens there."""
    yield free_port()


@asynccontextmanager
async def starting_host() -> AsyncIterator[int]:
    """A PostgreSQL that is still starting up, or shutting down."""

    async def refuse(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await reader.read(8)  # it asks for TLS first
        writer.write(b"N")
        await reader.read(1024)
        writer.write(_STARTING)
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
