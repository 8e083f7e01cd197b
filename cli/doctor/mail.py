"""The check of the mail server, up to the recipients, without sending a mail."""

import ssl
from datetime import timedelta
from email.headerregistry import Address

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

_CERTIFICATE = (
    "Check its certificate and name; ?ca_file= in DOORSTEP_SMTP_URL names a private "
    "authority."
)
_TLS = "Check how its port encrypts: smtps:// goes with 465, smtp:// with 587."
_SIGN_IN = "Check the user name and password in DOORSTEP_SMTP_URL."
_MENDS = {
    "tls": _TLS,
    "connect": "Check host and port in DOORSTEP_SMTP_URL, and that it runs.",
    "timeout": "Check host and port in DOORSTEP_SMTP_URL, and firewalls between. A "
    "port of smtps://, such as 465, is silent to smtp://.",
    "auth": "Take user name and password out of DOORSTEP_SMTP_URL if it needs none. "
    f"Many servers offer sign-in over TLS alone. {_TLS}",
    **dict.fromkeys(SIGN_IN_REFUSED, _SIGN_IN),
}
_RELAY = (
    "Let this host or user relay at the mail server, or sign in with a user name and "
    "password in DOORSTEP_SMTP_URL."
)
_SENDER = (
    "Check DOORSTEP_MAIL_FROM: the mail server has to permit this host or user to send "
    "as that address."
)
_OPERATOR = "Ask whoever runs the mail server, or look at its log."


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
    """A refusal of one recipient, for good or for now, says nothing about others."""
    if isinstance(of_own, MailDenied):
        return failed("mail", _summary(where, of_own), _RELAY)
    if isinstance(of_stranger, MailDenied):
        summary = (
            f"{where} relays no mail ({of_stranger.code}): members of domains that are "
        )
        return warning("mail", f"{summary}not its own would get none.", _RELAY)
    return ok("mail", f"{where} takes mail from DOORSTEP_MAIL_FROM to anybody.")


def _summary(where: str, error: MailError) -> str:
    return f"{where}: {error.code}: {error.detail}".rstrip(".") + "."


def _remedy(error: MailError) -> str:
    cause = error.__cause__
    faults = (cause, cause.__cause__ if cause else None)
    if any(isinstance(fault, ssl.SSLCertVerificationError) for fault in faults):
        return _CERTIFICATE
    if isinstance(cause, SMTPSenderRefused):
        return _SENDER
    return _MENDS.get(gist(error.code), _OPERATOR)


def _how(server: SmtpServer) -> str:
    encrypted = "TLS, its name verified" if server.tls else "no TLS"
    return f"{encrypted}; {'signed in' if server.username else 'no sign-in'}"
