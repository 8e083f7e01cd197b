"""What a mail server's answer means: try again, never, or once the operator acted.

The code that operators see is the reply's number and its enhanced status (RFC 3463);
the server's own words, which may hold an address, are kept apart.
"""

import re
import ssl
import unicodedata

from aiosmtplib import SMTPException, SMTPResponseException, SMTPSenderRefused

from doorstep.errors import MailDelayed, MailDenied, MailError, MailRefused
from doorstep.mail.codes import gist
from doorstep.mail.denials import is_denial

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
_MOST_DETAIL = 500


def setup_error(error: SMTPException | OSError, step: str) -> MailDelayed:
    """Nothing was said about a mail yet, so the address is not at fault.

    Who is refused, cannot sign in or encrypt is denied; else the server is away.
    """
    code = _code(error, step)
    denied = gist(code) in ("tls", "auth") or gist(code).startswith("5")
    return (MailDenied if denied else MailDelayed)(code, _detail(error))


def mail_error(error: SMTPException | OSError) -> MailError:
    """A refusal is a 5xx reply to this mail; every other end may be another's fault."""
    code, detail = _code(error, "protocol"), _detail(error)
    if not isinstance(error, SMTPResponseException):
        return MailDelayed(code, detail)
    number, status = error.code, code.split()[-1] if code.count(" ") > 1 else None
    of_sender = isinstance(error, SMTPSenderRefused)
    if is_denial(number, status, error.message, of_sender=of_sender):
        return MailDenied(code, detail)
    refused = 500 <= number <= 599  # noqa: PLR2004  RFC 5321
    return (MailRefused if refused else MailDelayed)(code, detail)


def _code(error: SMTPException | OSError, step: str) -> str:
    if isinstance(error, SMTPResponseException) and error.code > 0:
        enhanced = _ENHANCED.match(error.message)
        return f"smtp {error.code} {enhanced[0]}" if enhanced else f"smtp {error.code}"
    return f"smtp {_trouble(error) or step}"


def _trouble(error: SMTPException | OSError) -> str | None:
    """In one word, where no reply was given and the fault itself says it."""
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return "tls"
    return "connect" if isinstance(error, OSError) else None


def _detail(error: SMTPException | OSError) -> str:
    """Bounded and storable: Postgres takes neither NUL nor half a character.

    The enhanced status that a reply begins with is in the code already.
    """
    words = error.message if isinstance(error, SMTPException) else str(error)
    status = _ENHANCED.match(words)
    return printable(words[status.end() :].lstrip() if status else words)


def printable(text: str) -> str:
    return "".join(
        " " if unicodedata.category(character)[0] == "C" else character
        for character in text[:_MOST_DETAIL]
    )
