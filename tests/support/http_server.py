"""An HTTP server with limits of a test's choosing, and a client that sends raw
bytes.
"""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from api.edge.malformed_requests import protocol
from doorstep.process.http_limits import HttpLimits
from doorstep.settings import Settings
from waiting import in_time, until

GET = b"GET / HTTP/1.1\r\nHost: a\r\n"
SETTINGS = Settings(public_url="https://login.acme.test")


@dataclass(frozen=True)
class RawClient:
    """One connection."""

    reader: StreamReader
    writer: StreamWriter

    async def send(self, *pieces: bytes) -> None:
        """The server may close the connection meanwhile."""
        for piece in pieces:
            self.writer.write(piece)
            try:
                await self.writer.drain()
            except ConnectionError:
                return
            await asyncio.sleep(0)

    async def answers(self) -> list[httpx.Response]:
        """All answers until the server closes the connection."""
        return list(_parsed(await in_time(self.reader.read())))

    async def answer(self) -> httpx.Response:
        """The next answer, on a connection that stays open."""
        status, headers = _head(await in_time(self.reader.readuntil(b"\r\n\r\n")))
        length = int(headers["content-length"])
        body = await in_time(self.reader.readexactly(length))
        return httpx.Response(status, headers=headers, content=body)

    async def is_closed(self) -> bool:
        """Whether the server closes it without an answer."""
        try:
            return await in_time(self.reader.read()) == b""
        except ConnectionError:
            return True


def _parsed(text: bytes) -> Iterator[httpx.Response]:
    while text:
        head, _, text = text.partition(b"\r\n\r\n")
        status, headers = _head(head)
        length = int(headers["content-length"])
        body, text = text[:length], text[length:]
        yield httpx.Response(status, headers=headers, content=body)


def _head(text: bytes) -> tuple[int, dict[str, str]]:
    status, *lines = text.decode().strip().split("\r\n")
    fields = (line.split(": ", 1) for line in lines)
    return int(status.split()[1]), {name.lower(): value for name, value in fields}


@dataclass(frozen=True)
class HttpServer:
    port: int
    opened: list[RawClient] = field(default_factory=list)

    async def connect(self, own_address: str = "127.0.0.1") -> RawClient:
        client = RawClient(
            *await asyncio.open_connection(
                "127.0.0.1", self.port, local_addr=(own_address, 0)
            )
        )
        self.opened.append(client)
        return client

    async def answer_to(self, *pieces: bytes) -> httpx.Response:
        """The one answer to what is sent, after which the server closes."""
        client = await self.connect()
        await client.send(*pieces)
        (answer,) = await client.answers()
        return answer


async def echo_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the headers of the request and the length of its body."""
    read, more = 0, True
    while more:
        message = await receive()
        read += len(message.get("body", b""))
        more = message.get("more_body", False)
    body = b"\n".join(name + b": " + value for name, value in scope["headers"])
    headers = [
        (b"content-length", str(len(body)).encode()),
        (b"x-read", str(read).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def http_server(
    limits: HttpLimits | None = None,
    app: ASGIApp = echo_app,
    settings: Settings = SETTINGS,
    *,
    port: int = 0,
    certificate: Path | None = None,
) -> AsyncIterator[HttpServer]:
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            port=port,
            ssl_certfile=certificate,
            http=protocol(settings, limits),
            lifespan="off",
            log_config=None,
            timeout_graceful_shutdown=5,
        )
    )
    serving = asyncio.create_task(server.serve())
    await until(lambda: asyncio.sleep(0, server.started), bool)
    to = HttpServer(server.servers[0].sockets[0].getsockname()[1])
    try:
        yield to
    finally:
        for client in to.opened:
            client.writer.close()
        server.should_exit = True
        await serving
