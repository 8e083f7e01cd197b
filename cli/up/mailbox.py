"""The mailbox of `doorstep up`: accepts every mail by SMTP and shows it on a page."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from cli.up.mail_folder import MailFolder
from cli.up.mailbox_page import mailbox_page
from doorstep.process.plain_http import plain_server

_LOOPBACK = "127.0.0.1"
_LARGEST_MAIL = 1024 * 1024


async def serve(smtp_port: int, page_port: int, folder: Path) -> None:
    """Run until cancelled; mails of earlier runs are kept in `folder`.

    Raises OSError if a port is taken.
    """
    mails = MailFolder(folder)
    async with _smtp_server(mails, smtp_port), _page_server(mails, page_port) as page:
        await asyncio.shield(page)


@asynccontextmanager
async def _smtp_server(mails: MailFolder, port: int) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()

    def conversation() -> SMTP:
        return SMTP(
            _Slot(mails),
            hostname="localhost",  # left out, it would be looked up in DNS
            ident="Doorstep mailbox",
            data_size_limit=_LARGEST_MAIL,
            enable_SMTPUTF8=True,
            loop=loop,
        )

    async with await loop.create_server(conversation, _LOOPBACK, port):
        yield


@asynccontextmanager
async def _page_server(
    mails: MailFolder, port: int
) -> AsyncIterator[asyncio.Task[None]]:
    server = plain_server(mailbox_page(mails))
    with socket.create_server((_LOOPBACK, port)) as listening:
        task = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield task
        finally:
            server.should_exit = server.force_exit = (
                True  # without waiting for open requests
            )
            await task


class _Slot:
    """The handler of aiosmtpd: stores each mail."""

    def __init__(self, mails: MailFolder) -> None:
        self._mails = mails

    async def handle_DATA(  # noqa: N802  aiosmtpd's name for it
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
    ) -> str:
        content = envelope.original_content
        self._mails.add(content or b"")
        return "250 2.0.0 stored"
