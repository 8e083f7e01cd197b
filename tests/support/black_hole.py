"""A name with several addresses, of which some are silent."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CLOSED = ("127.9.9.8", "127.9.9.7")
"""Addresses on this machine at which nothing listens."""


@contextmanager
def black_hole(port: int) -> Iterator[str]:
    """An address on this machine that lets every connection wait: its queue is full."""
    address = "127.9.9.9"
    with socket.socket() as listener:
        listener.bind((address, port))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex((address, port))
        yield address
        for each in waiting:
            each.close()


@contextmanager
def resolving(
    monkeypatch: pytest.MonkeyPatch, name: str, *addresses: str
) -> Iterator[None]:
    """The name resolves to these addresses, in this order."""
    loop = asyncio.get_running_loop()
    real = loop.getaddrinfo

    async def resolve(host: Any, port: Any, **options: Any) -> Any:
        assert host == name
        found = [await real(each, port, **options) for each in addresses]
        return [info for infos in found for info in infos]

    with monkeypatch.context() as patched:
        patched.setattr(loop, "getaddrinfo", resolve)
        yield
