"""A client's server, which takes logout tokens at its back-channel address."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from http_server import http_server
from trials.ports import free_port


@dataclass
class RpServer:
    """Answers `status`, with `location` if that is set, and keeps every token."""

    port: int
    status: int = 200
    location: str = ""
    tokens: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def uri(self) -> str:
        return f"http://127.0.0.1:{self.port}/backchannel"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        form = parse_qs((await request.body()).decode())
        self.tokens += form.get("logout_token", [])
        self.paths.append(request.url.path)
        headers = {"location": self.location} if self.location else None
        await Response(status_code=self.status, headers=headers)(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["RpServer"]:
        async with http_server(app=self, port=self.port):
            yield self


def rp_server() -> RpServer:
    """One that does not run yet."""
    return RpServer(free_port())
