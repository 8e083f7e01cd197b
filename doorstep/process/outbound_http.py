"""HTTP requests to addresses that clients have registered.

Whoever registers an address must not reach with it what only this machine can: the
address that a name resolves to is judged, and that very address is connected to, so
that a name cannot mean another machine a moment later. No redirect is followed.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TypeAlias

import httpcore

from doorstep.errors import OutboundError
from doorstep.rules.networks import is_public, read_address

_LONGEST = 256 * 1024
"""Bytes of an answer."""
_SocketOptions: TypeAlias = Iterable[
    tuple[int, int, int]
    | tuple[int, int, bytes | bytearray]
    | tuple[int, int, None, int]
]


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
    async def _open(self) -> AsyncIterator[httpcore.AsyncConnectionPool]:
        pool = httpcore.AsyncConnectionPool(
            ssl_context=self._tls,
            network_backend=_Judged(self.loopback),
            max_keepalive_connections=0,
        )
        async with pool:
            yield pool

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()


class _Judged(httpcore.AsyncNetworkBackend):
    """Connects to the addresses that may be asked, and to no others."""

    def __init__(self, loopback: bool) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._loopback = loopback

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  httpcore's
        local_address: str | None = None,
        socket_options: _SocketOptions | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await _resolved(host, port)
        allowed = [each for each in addresses if may_be_asked(each, self._loopback)]
        if not allowed:
            raise OutboundError("its address may not be asked")
        return await self._inner.connect_tcp(
            allowed[0], port, timeout, local_address, socket_options
        )


def may_be_asked(address: str, loopback: bool) -> bool:
    """Whether an address is public, or loopback where that is allowed."""
    read = read_address(address.partition("%")[0])
    if read is None:
        return False
    if read.is_loopback:
        return loopback
    return is_public(read)


async def _resolved(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, proto=6)
    except (OSError, UnicodeError):
        raise OutboundError("its name is unknown") from None
    return [str(address[0]) for *_, address in found]


async def _body(answer: httpcore.Response) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_stream():
        body += chunk
        if len(body) > _LONGEST:
            raise OutboundError("its answer is too long")
    return bytes(body)


def _kind(fault: Exception) -> str:
    return "no connection" if isinstance(fault, httpcore.NetworkError) else "no answer"
