"""The clients' server for logout tokens, which fails by plan."""

import asyncio
import base64
import json
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qs

from doorstep.rules.logout_waits import ANSWER_WITHIN
from trials.faults.plan import Reception

Told: TypeAlias = tuple[str, str]
"""A session and a client, as a logout token names them."""
_STATUS = {
    Reception.accepts: 200,
    Reception.is_late: 200,
    Reception.is_down: 503,
    Reception.refuses: 400,
}


@dataclass
class Backchannel:
    """Keeps what it has accepted in time, and what it has refused."""

    reception: Callable[[int], Reception]
    accepted: set[Told] = field(default_factory=set)
    refused: set[Told] = field(default_factory=set)
    receptions: Counter[Reception] = field(default_factory=Counter)
    port: int = 0

    @property
    def uri(self) -> str:
        return f"http://127.0.0.1:{self.port}/backchannel"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._receive, "127.0.0.1", 0)
        self.port = int(server.sockets[0].getsockname()[1])
        try:
            yield
        finally:
            server.close()

    async def _receive(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            told = _told(await _body(reader))
            reception = self.reception(self.receptions.total())
            self.receptions[reception] += 1
            await self._answer(told, reception, writer)
        writer.close()

    async def _answer(
        self, told: Told, reception: Reception, writer: StreamWriter
    ) -> None:
        if reception is Reception.drops:
            return
        if reception is Reception.is_late:
            await asyncio.sleep(ANSWER_WITHIN.total_seconds() + 1)
        elif reception is Reception.accepts:
            self.accepted.add(told)
        elif reception is Reception.refuses:
            self.refused.add(told)
        status = _STATUS[reception]
        writer.write(f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()


async def _body(reader: StreamReader) -> str:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = head.partition("content-length:")[2].partition("\r\n")[0]
    return (await reader.readexactly(int(length))).decode()


def _told(form: str) -> Told:
    """Not verified: what is asked here is who is told, not by whom."""
    (token,) = parse_qs(form)["logout_token"]
    claims = token.split(".")[1]
    read = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    return read["sid"], read["aud"]
