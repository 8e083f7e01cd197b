"""The mail server: as far as one can go without sending a mail."""

from doorstep.configuration import mail_server
from doorstep.doctor.findings import Finding, failed, ok
from doorstep.errors import ConfigurationError, MailError
from doorstep.mail.addresses import parse_sender
from doorstep.mail.server import Server
from doorstep.mail.smtp import Smtp
from doorstep.settings import Settings

_MENDS = {
    "smtp tls": "Check its certificate; ?ca_file= in DOORSTEP_SMTP_URL names a private "
    "authority.",
    "smtp connect": "Check host and port in DOORSTEP_SMTP_URL, and that it runs.",
    "smtp timeout": "Check host and port in DOORSTEP_SMTP_URL, and firewalls between.",
}
_SIGN_IN = "Check the user name and password in DOORSTEP_SMTP_URL."


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
        return [failed("mail server", said, _MENDS.get(error.code, _SIGN_IN))]
    return [ok("mail server", f"{where} says “{greeting}”; {_how(server)}.")]


def _how(server: Server) -> str:
    encrypted = "TLS, its name verified" if server.tls else "no TLS"
    return f"{encrypted}; {'signed in' if server.username else 'no sign-in'}"
