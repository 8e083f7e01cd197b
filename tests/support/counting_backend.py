"""An HTTP server that closes no connection by itself, and counts those it has."""

import asyncio
from asyncio import IncompleteReadError, StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class CountingBackend:
    port: int = 0
    opened: int = 0
    answered_on: list[int] = field(default_factory=list)
    """The number of its connection, for each request."""

    async def _talk(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.opened += 1
        number = self.opened
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(_length(head))
                self.answered_on.append(number)
                writer.write(_ANSWER)
                await writer.drain()
        except (IncompleteReadError, ConnectionError):
            writer.close()


def _length(head: bytes) -> int:
    fields = (line.lower().partition(b":") for line in head.split(b"\r\n"))
    return next((int(value) for name, _, value in fields if b"content-le" in name), 0)


@asynccontextmanager
async def counting_backend(port: int) -> AsyncIterator[CountingBackend]:
    backend = CountingBackend(port)
    server = await asyncio.start_server(backend._talk, "127.0.0.1", port)
    async with server:
        yield backend
        server.close()
