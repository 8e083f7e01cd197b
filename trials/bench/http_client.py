"""HTTP/1.1 over connections that are kept.

It costs a tenth of a usual client's processor time: the driver shares its cores with
what it measures.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlencode

_Connection: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Answer:
    """A status, the headers by their names in small letters, and the JSON document,
    which is empty where there is none.
    """

    status: int
    headers: Mapping[str, str]
    document: dict[str, Any]

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300

    def __str__(self) -> str:
        return f"{self.status} {self.document.get('type', '')}".strip()


class HttpClient:
    """Calls one server; each request has a connection of its own while it lasts."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[_Connection] = []

    async def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: Mapping[str, object] | None = None,
        *,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """Raises OSError or IncompleteReadError where the connection breaks."""
        content = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body is not None:
            lines += ["Content-Type: application/json"]
        if form is not None:
            content = urlencode(form).encode()
            lines += ["Content-Type: application/x-www-form-urlencoded"]
        lines += [f"Content-Length: {len(content)}", "", ""]
        reader, writer = connection = await self._connection()
        try:
            writer.write("\r\n".join(lines).encode() + content)
            answer = await _read(reader)
        except BaseException:
            writer.close()
            raise
        if answer.headers.get("connection") == "close":
            writer.close()
        else:
            self._idle.append(connection)
        return answer

    def close(self) -> None:
        for _, writer in self._idle:
            writer.close()

    async def _connection(self) -> _Connection:
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self._port)


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    content = await reader.readexactly(int(headers.get("content-length", "0")))
    typed = "json" in headers.get("content-type", "")
    document = json.loads(content) if content and typed else {}
    return Answer(int(head[0].split()[1]), headers, document)
