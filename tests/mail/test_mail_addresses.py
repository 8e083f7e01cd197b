"""A mail server's name with several addresses, the first of which may be silent."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from test_mail_smtp import mail

from doorstep.errors import MailDelayed
from doorstep.mail.smtp import Smtp
from smtp_servers import scripted_server

_HOST = "mail.acme.test"


@contextmanager
def _black_hole(port: int) -> Iterator[str]:
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


@asynccontextmanager
async def _resolving(
    monkeypatch: pytest.MonkeyPatch, *addresses: str
) -> AsyncIterator[None]:
    """The name resolves to these addresses, in this order."""
    loop = asyncio.get_running_loop()
    real = loop.getaddrinfo

    async def resolve(host: Any, port: Any, **options: Any) -> Any:
        assert host == _HOST
        found = [await real(each, port, **options) for each in addresses]
        return [info for infos in found for info in infos]

    with monkeypatch.context() as patched:
        patched.setattr(loop, "getaddrinfo", resolve)
        yield


@pytest.mark.parametrize("silent", [True, False], ids=["silent", "closed"])
async def test_a_mail_goes_to_the_first_address_that_answers(
    silent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scripted_server() as (peer, url):
        port = int(url.rpartition(":")[2])
        with _black_hole(port) as black_hole:
            first = black_hole if silent else "127.9.9.8"
            async with _resolving(monkeypatch, first, "127.0.0.1"):
                smtp = Smtp.from_url(f"smtp://{_HOST}:{port}?starttls=required")
                with pytest.raises(MailDelayed, match=r"^smtp tls$"):
                    await smtp.send(mail())  # it was reached, and has no STARTTLS

    assert peer.received == ["EHLO doorstep.test"]


async def test_a_name_of_which_no_address_answers_delays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with scripted_server() as (_, url):
        port = int(url.rpartition(":")[2])
    async with _resolving(monkeypatch, "127.9.9.8", "127.9.9.7"):
        with pytest.raises(MailDelayed, match=r"^smtp connect$"):
            await Smtp.from_url(f"smtp://{_HOST}:{port}").send(mail())
