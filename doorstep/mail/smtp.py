"""The SMTP client that hands mails over."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage

import aiosmtplib
from aiohappyeyeballs import start_connection

from doorstep.clock import Clock, system_clock
from doorstep.errors import MailError, MailRefused
from doorstep.mail.answers import mail_error, printable, setup_error
from doorstep.mail.token_command import TokenCommand
from doorstep.rules.smtp_waits import RFC_5321, SmtpWaits
from doorstep.wires.ehlo_name import name_or_literal
from doorstep.wires.smtp_url import SmtpServer

_NEXT_ADDRESS_AFTER = 0.25
"""Seconds, as RFC 8305 5 recommends: while one address is silent, the next is tried."""


class Smtp:
    """Opens a connection for each mail, so that activities share no state."""

    def __init__(
        self,
        server: SmtpServer,
        waits: SmtpWaits = RFC_5321,
        clock: Clock = system_clock,
    ) -> None:
        self._server = server
        self._waits = waits
        self._tokens = TokenCommand(server.token_command, clock)

    @classmethod
    def from_url(cls, url: str, waits: SmtpWaits = RFC_5321) -> "Smtp":
        """Raises ConfigurationError, see `SmtpServer.from_url`."""
        return cls(SmtpServer.from_url(url), waits)

    async def send(self, message: EmailMessage) -> None:
        """Hand it over completely; raises the same as `addressed`."""
        async with self.addressed(message) as hand_over:
            await hand_over()

    @asynccontextmanager
    async def addressed(
        self, message: EmailMessage
    ) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Send sender and recipient; the yielded function hands over the message.

        Before that function is called the server cannot have the mail; once it returns
        the server has it. Raises MailDelayed and MailDenied, which may be retried, or
        MailRefused.
        """
        sender, to = (message[header].addresses[0] for header in ("From", "To"))

        async def hand_over() -> None:
            data = message.as_bytes()
            try:  # the library has one timeout for both replies
                await client.data(data, timeout=self._waits.data.total_seconds())
            except (aiosmtplib.SMTPException, OSError) as error:
                raise mail_error(error) from error

        async with self._connected(sender.domain) as (client, _):
            await _address(client, sender, to)
            yield hand_over

    async def examine(
        self, sender: Address, recipients: tuple[Address, ...]
    ) -> tuple[str, tuple[MailError | None, ...]]:
        """Send MAIL and RCPT, then RSET: no mail is sent.

        Returns the server's greeting, and the refusal of each recipient or None. Raises
        MailDelayed or MailDenied if it refuses the sender.
        """
        async with self._connected(sender.domain) as (client, greeting):
            found = [await _refusal(client, sender, to) for to in recipients]
        return printable(f"{greeting.code} {greeting.message}"), tuple(found)

    @asynccontextmanager
    async def _connected(
        self, domain: str
    ) -> AsyncIterator[tuple[aiosmtplib.SMTP, aiosmtplib.SMTPResponse]]:
        try:
            opened = await self._socket()
        except OSError as error:
            raise setup_error(error, "connect") from error
        client = self._client(opened, domain)
        try:
            yield client, await self._open(client)
            with suppress(
                aiosmtplib.SMTPException, OSError
            ):  # the mail is accepted already
                await client.quit(timeout=self._waits.goodbye.total_seconds())
        finally:
            client.close()

    async def _socket(self) -> socket.socket:
        """Connected to the first address of the server that answers (RFC 8305)."""
        server, loop = self._server, asyncio.get_running_loop()
        async with asyncio.timeout(self._waits.command.total_seconds()):
            addresses = await loop.getaddrinfo(
                server.host, server.port, type=socket.SOCK_STREAM
            )
            return await start_connection(
                addresses, happy_eyeballs_delay=_NEXT_ADDRESS_AFTER
            )

    async def _open(self, client: aiosmtplib.SMTP) -> aiosmtplib.SMTPResponse:
        server, step = self._server, "connect"
        try:
            greeting = await client.connect()
            if server.starttls:
                step = "tls"
                await client.starttls()
            step = "auth"
            await self._sign_in(client)
            if client.is_ehlo_or_helo_needed:
                step = "connect"
                await client.ehlo()
        except (aiosmtplib.SMTPException, OSError) as error:
            raise setup_error(error, step) from error
        return greeting

    async def _sign_in(self, client: aiosmtplib.SMTP) -> None:
        """As the server is configured; a token that is refused is asked for again."""
        server = self._server
        if server.username and server.password:
            await client.login(server.username, server.password)
        if not server.username or not server.token_command:
            return
        if client.is_ehlo_or_helo_needed:
            await client.ehlo()
        if "xoauth2" not in client.server_auth_methods:
            raise aiosmtplib.SMTPException("It does not offer AUTH XOAUTH2.")
        token = await self._tokens.token()
        try:
            await client.auth_xoauth2(server.username, token)
        except aiosmtplib.SMTPAuthenticationError:
            another = await self._tokens.token(refused=token)
            if another == token:
                raise
            await client.auth_xoauth2(server.username, another)

    def _client(self, opened: socket.socket, domain: str) -> aiosmtplib.SMTP:
        server = self._server
        own_address = opened.getsockname()[0]
        return aiosmtplib.SMTP(
            hostname=server.host,
            sock=opened,
            local_hostname=server.ehlo_name or name_or_literal(domain, own_address),
            timeout=self._waits.command.total_seconds(),
            use_tls=server.tls_at_once,
            start_tls=False,  # aiosmtplib would continue unencrypted without it
            tls_context=server.tls,
        )


async def _address(client: aiosmtplib.SMTP, sender: Address, to: Address) -> None:
    foreign = not f"{sender.addr_spec}{to.addr_spec}".isascii()
    if foreign and not client.supports_extension("smtputf8"):
        raise MailRefused("smtp utf8", "The server accepts ASCII addresses only.")
    encoding, options = ("utf-8", ["SMTPUTF8"]) if foreign else ("ascii", [])
    try:
        await client.mail(sender.addr_spec, options=options, encoding=encoding)
        await client.rcpt(to.addr_spec, encoding=encoding)
    except (aiosmtplib.SMTPException, OSError) as error:
        raise mail_error(error) from error


async def _refusal(
    client: aiosmtplib.SMTP, sender: Address, to: Address
) -> MailError | None:
    """The refusal of one recipient, or None; a refusal of the sender is raised."""
    refusal = None
    try:
        await _address(client, sender, to)
    except MailError as error:
        if not isinstance(error.__cause__, aiosmtplib.SMTPRecipientRefused):
            raise
        refusal = error
    with suppress(
        aiosmtplib.SMTPException
    ):  # without it the server would refuse the next MAIL
        await client.rset()
    return refusal
