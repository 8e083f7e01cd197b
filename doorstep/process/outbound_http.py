"""HTTP requests to addresses that clients have registered.

Whoever registers an address must not reach with it what only this machine can: the
address that a name resolves to is judged, and that very address is connected to, so
that a name cannot mean another machine a moment later. No redirect is followed.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from doorstep.errors import OutboundError

if TYPE_CHECKING:
    import httpcore

_LONGEST = 256 * 1024
"""Bytes of an answer."""


@dataclass(frozen=True)
class OutboundAnswer:
    status: int
    body: bytes


@dataclass(frozen=True)
class OutboundHttp:
    """`loopback` is for an installation that is on loopback itself: then a client may
    be, and nothing else may be asked but what is public. A request takes no longer
    than `within`.
    """

    loopback: bool
    within: timedelta

    async def get(self, url: str) -> OutboundAnswer:
        """Raises OutboundError."""
        return await self._ask("GET", url, {"Accept": "application/json"}, b"")

    async def post_form(self, url: str, body: bytes) -> OutboundAnswer:
        """A form, already encoded. Raises OutboundError."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._ask("POST", url, headers, body)

    async def _ask(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> OutboundAnswer:
        import httpcore

        try:
            async with (
                asyncio.timeout(self.within.total_seconds()),
                self._open() as pool,
                pool.stream(
                    method,
                    url,
                    headers=[*headers.items(), ("User-Agent", "Doorstep")],
                    content=body or None,
                ) as answer,
            ):
                return OutboundAnswer(answer.status, await _body(answer))
        except TimeoutError:
            raise OutboundError("no answer in time") from None
        except (httpcore.TimeoutException, httpcore.NetworkError) as fault:
            raise OutboundError(_kind(fault)) from None
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError):
            raise OutboundError("not HTTP") from None

    @asynccontextmanager
    async def _open(self) -> AsyncIterator["httpcore.AsyncConnectionPool"]:
        import httpcore

        from doorstep.process.judged_network import JudgedNetwork

        pool = httpcore.AsyncConnectionPool(
            ssl_context=self._tls,
            network_backend=JudgedNetwork(self.loopback),
            max_keepalive_connections=0,
        )
        async with pool:
            yield pool

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()


async def _body(answer: "httpcore.Response") -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_stream():
        body += chunk
        if len(body) > _LONGEST:
            raise OutboundError("its answer is too long")
    return bytes(body)


def _kind(fault: Exception) -> str:
    import httpcore

    return "no connection" if isinstance(fault, httpcore.NetworkError) else "no answer"
