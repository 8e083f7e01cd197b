"""Handing a mail to the SMTP server, and what its answers mean."""

from contextlib import suppress
from email.message import EmailMessage

import aiosmtplib

from doorstep.errors import MailRefused
from doorstep.mail.answers import mail_error, printable, setup_error
from doorstep.mail.server import Server

_SECONDS_PER_COMMAND = 10.0
_SECONDS_FOR_GOODBYE = 1.0


class Smtp:
    """One connection per mail: nothing to keep alive, nothing shared by activities."""

    def __init__(self, server: Server) -> None:
        self._server = server

    @classmethod
    def from_url(cls, url: str) -> "Smtp":
        """Raises ConfigurationError, see `Server.from_url`."""
        return cls(Server.from_url(url))

    async def send(self, message: EmailMessage) -> None:
        """Return once the server has taken it.

        Raises MailDelayed where another try may help, MailRefused where it cannot.
        """
        # Left out, it would be looked up in DNS.
        client = self._client(message["From"].addresses[0].domain)
        try:
            await self._open(client)
            await self._hand_over(client, message)
            with suppress(aiosmtplib.SMTPException, OSError):  # it has the mail
                await client.quit(timeout=_SECONDS_FOR_GOODBYE)
        finally:
            client.close()

    async def greet(self, domain: str) -> str:
        """Connect, encrypt and sign in as `domain` would, send nothing.

        Gives the server's greeting; raises MailDelayed where it would take no mail.
        """
        client = self._client(domain)
        try:
            greeting = await self._open(client)
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit(timeout=_SECONDS_FOR_GOODBYE)
        finally:
            client.close()
        return printable(f"{greeting.code} {greeting.message}")

    async def _open(self, client: aiosmtplib.SMTP) -> aiosmtplib.SMTPResponse:
        server, step = self._server, "connect"
        try:
            greeting = await client.connect()
            if server.starttls:
                step = "tls"
                await client.starttls()
            if server.username and server.password:
                step = "auth"
                await client.login(server.username, server.password)
            if client.is_ehlo_or_helo_needed:
                step = "connect"
                await client.ehlo()
        except (aiosmtplib.SMTPException, OSError) as error:
            raise setup_error(error, step) from error
        return greeting

    async def _hand_over(self, client: aiosmtplib.SMTP, message: EmailMessage) -> None:
        sender, to = (message[header].addresses[0] for header in ("From", "To"))
        foreign = not f"{sender.addr_spec}{to.addr_spec}".isascii()
        if foreign and not client.supports_extension("smtputf8"):
            raise MailRefused("smtp utf8", "The server takes ASCII addresses only.")
        encoding, options = ("utf-8", ["SMTPUTF8"]) if foreign else ("ascii", [])
        try:
            await client.mail(sender.addr_spec, options=options, encoding=encoding)
            await client.rcpt(to.addr_spec, encoding=encoding)
            await client.data(message.as_bytes())
        except (aiosmtplib.SMTPException, OSError) as error:
            raise mail_error(error) from error

    def _client(self, domain: str) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            local_hostname=domain,
            timeout=_SECONDS_PER_COMMAND,
            use_tls=server.tls_at_once,
            start_tls=False,  # not by itself: it would go on in plain without
            tls_context=server.tls,
        )
