"""The connections of outbound requests, to addresses that may be asked.

httpcore is imported with it, by the first request.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from typing import TypeAlias

import httpcore

from doorstep.errors import OutboundError
from doorstep.rules.networks import is_public, read_address

_NEXT_ADDRESS_AFTER = 1.0
"""Seconds: while one address of a name is silent, the next is tried."""
_SocketOptions: TypeAlias = Iterable[
    tuple[int, int, int]
    | tuple[int, int, bytes | bytearray]
    | tuple[int, int, None, int]
]


class JudgedNetwork(httpcore.AsyncNetworkBackend):
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
        *others, last = allowed
        for address in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._inner.connect_tcp(
                    address, port, _NEXT_ADDRESS_AFTER, local_address, socket_options
                )
        return await self._inner.connect_tcp(
            last, port, timeout, local_address, socket_options
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
