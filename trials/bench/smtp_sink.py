"""As little of an SMTP server as takes mail; whoever waits for a code gets it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

_CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
_PATIENCE_SECONDS = 60


class SmtpSink:
    """Accepts all mail and keeps none."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._waiting: dict[str, asyncio.Future[str]] = {}

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._receive, "127.0.0.1", self.port)
        try:
            yield
        finally:
            server.close()

    def expect(self, address: str) -> asyncio.Future[str]:
        """The code of the next mail to this address; to be called before it is sent."""
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting[address] = future
        return future

    async def code(self, expected: asyncio.Future[str]) -> str:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await expected

    async def _receive(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            writer.write(b"220 ready\r\n")
            while (line := (await reader.readline()).upper()) and line[:4] != b"QUIT":
                if line[:4] == b"DATA":
                    writer.write(b"354 go on\r\n")
                    self._take(await reader.readuntil(b"\r\n.\r\n"))
                writer.write(b"250 2.0.0 ok\r\n")
            writer.write(b"221 2.0.0 bye\r\n")
        writer.close()

    def _take(self, content: bytes) -> None:
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        waiting = self._waiting.get(str(message["To"]))
        text = message.get_body(("plain",))
        found = _CODE.search(text.get_content()) if text else None
        if waiting and found and not waiting.done():
            waiting.set_result(found[1])
