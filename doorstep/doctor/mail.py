"""The mail server: as far as one can go without sending a mail."""

import ssl

from doorstep.configuration import mail_server
from doorstep.doctor.findings import Finding, failed, ok
from doorstep.errors import ConfigurationError, MailError
from doorstep.mail.addresses import parse_sender
from doorstep.mail.server import Server
from doorstep.mail.smtp import Smtp
from doorstep.settings import Settings

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
    **dict.fromkeys(("530", "534", "535", "538"), _SIGN_IN),
}
_OPERATOR = "Ask whoever runs the mail server, or look at its log."


async def examine_mail(settings: Settings) -> list[Finding]:
    """Connect, TLS, login; says what the server said."""
    try:
        server = mail_server(settings)
        domain = parse_sender(settings.mail_from).domain
    except ConfigurationError as error:
        return [failed("mail server", str(error))]
    where = f"{server.host}:{server.port}"
    try:
        greeting = await Smtp(server).greet(domain)
    except MailError as error:
        said = f"{where}: {error.code}: {error.detail}".rstrip(".") + "."
        return [failed("mail server", said, _mend(error))]
    return [ok("mail server", f"{where} says “{greeting}”; {_how(server)}.")]


def _mend(error: MailError) -> str:
    cause = error.__cause__
    faults = (cause, cause.__cause__ if cause else None)
    if any(isinstance(fault, ssl.SSLCertVerificationError) for fault in faults):
        return _CERTIFICATE
    return _MENDS.get(error.code.split()[1], _OPERATOR)


def _how(server: Server) -> str:
    encrypted = "TLS, its name verified" if server.tls else "no TLS"
    return f"{encrypted}; {'signed in' if server.username else 'no sign-in'}"
