"""The check of the mail server, up to the recipients, without sending a mail."""

import re
import ssl
from datetime import timedelta
from email.headerregistry import Address
from enum import StrEnum

from aiosmtplib import SMTPSenderRefused

from cli.doctor.findings import Finding, failed, ok, warning
from doorstep.errors import ConfigurationError, MailDenied, MailError
from doorstep.mail.addresses import parse_sender
from doorstep.mail.codes import SIGN_IN_REFUSED, gist
from doorstep.mail.smtp import Smtp
from doorstep.process.configuration import mail_server
from doorstep.rules.smtp_waits import SmtpWaits
from doorstep.settings import Settings
from doorstep.settings.processes import MailSettings
from doorstep.wires.smtp_url import SmtpServer

_WAITS = SmtpWaits(command=timedelta(seconds=10))
_STRANGER = Address(username="postmaster", domain="example.com")
"""A recipient that only a relaying server accepts; RFC 2606 reserves the domain."""

_OF_EHLO = re.compile(r"\b(?:helo|ehlo)\b", re.IGNORECASE)
_TLS = "Check the encryption of the port: smtps:// for 465, smtp:// for 587."


class Remedy(StrEnum):
    """What the operator can do where the mail server does not take a mail."""

    certificate = (
        "Check its certificate and host name. For a private certificate authority, add "
        "?ca_file=… to DOORSTEP_SMTP_URL."
    )
    tls = _TLS
    connect = "Check the host and port in DOORSTEP_SMTP_URL, and that it is running."
    timeout = (
        "Check the host and port in DOORSTEP_SMTP_URL, and firewalls in between. A "
        "port for smtps://, such as 465, does not answer smtp://."
    )
    auth = (
        "Remove the user name and password from DOORSTEP_SMTP_URL if it needs none. "
        f"Many servers accept sign-in over TLS only. {_TLS}"
    )
    sign_in = (
        "Check the user name and password in DOORSTEP_SMTP_URL, or what the command in "
        "DOORSTEP_SMTP_TOKEN_COMMAND prints."
    )
    ehlo = (
        "Set DOORSTEP_SMTP_EHLO_NAME to a name of this host that the mail server "
        "accepts, such as the one that its address has in DNS."
    )
    command = (
        "Run the command in DOORSTEP_SMTP_TOKEN_COMMAND by hand, as the user of the "
        "worker: it must print one access token, or the answer of a token endpoint."
    )
    relay = (
        "Allow this host or user to relay on the mail server, or add a user name and "
        "password to DOORSTEP_SMTP_URL."
    )
    sender = (
        "Check DOORSTEP_MAIL_FROM: the mail server must allow this host or user to "
        "send from that address."
    )
    operator = "Ask the operator of the mail server, or check its log."


_REMEDIES = {
    "tls": Remedy.tls,
    "connect": Remedy.connect,
    "timeout": Remedy.timeout,
    "auth": Remedy.auth,
    "token": Remedy.command,
    **dict.fromkeys(SIGN_IN_REFUSED, Remedy.sign_in),
}


async def examine_mail(settings: Settings) -> list[Finding]:
    """Connection, TLS, authentication, sender and recipients, with its replies."""
    try:
        server = mail_server(MailSettings.of(settings))
        sender = parse_sender(settings.mail_from)
    except ConfigurationError as error:
        return [failed("mail server", str(error))]
    where = f"{server.host}:{server.port}"
    try:
        greeting, refusals = await Smtp(server, _WAITS).examine(
            sender, (sender, _STRANGER)
        )
    except MailError as error:
        return [failed("mail server", _summary(where, error), _remedy(error))]
    reached = ok("mail server", f"{where} says “{greeting}”; {_how(server)}.")
    return [reached, _relaying(where, *refusals)]


def _relaying(
    where: str, of_own: MailError | None, of_stranger: MailError | None
) -> Finding:
    """A refusal of one recipient, permanent or temporary, says nothing about others."""
    if isinstance(of_own, MailDenied):
        of_ehlo = _OF_EHLO.search(of_own.detail)
        remedy = Remedy.ehlo if of_ehlo else Remedy.relay
        return failed("mail", _summary(where, of_own), remedy)
    if isinstance(of_stranger, MailDenied):
        summary = f"{where} does not relay mail ({of_stranger.code})"
        lost = "members with addresses in other domains would get no mail"
        return warning("mail", f"{summary}: {lost}.", Remedy.relay)
    return ok("mail", f"{where} accepts mail from DOORSTEP_MAIL_FROM to anyone.")


def _summary(where: str, error: MailError) -> str:
    return f"{where}: {error.code}: {error.detail}".rstrip(".") + "."


def _remedy(error: MailError) -> Remedy:
    cause = error.__cause__
    faults = (cause, cause.__cause__ if cause else None)
    if any(isinstance(fault, ssl.SSLCertVerificationError) for fault in faults):
        return Remedy.certificate
    if _OF_EHLO.search(error.detail):
        return Remedy.ehlo
    if isinstance(cause, SMTPSenderRefused):
        return Remedy.sender
    return _REMEDIES.get(gist(error.code), Remedy.operator)


def _how(server: SmtpServer) -> str:
    encrypted = "TLS, host name verified" if server.tls else "no TLS"
    return f"{encrypted}; {'signed in' if server.username else 'no sign-in'}"
