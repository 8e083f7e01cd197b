"""The meaning of an SMTP reply: retry, refused for good, or for the operator to fix.

The code that operators see is the reply code and its enhanced status (RFC 3463); the
text of the reply, which may hold an address, is kept apart.
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
    """An error before any mail was mentioned, so the recipient is not the cause.

    MailDenied if the connection, authentication or TLS was refused, else the server is
    unreachable.
    """
    code = _code(error, step)
    denied = gist(code) in ("tls", "auth") or gist(code).startswith("5")
    return (MailDenied if denied else MailDelayed)(code, _detail(error))


def mail_error(error: SMTPException | OSError) -> MailError:
    """MailRefused for a 5xx reply to this mail; any other error may be temporary."""
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
    """The cause in one word, if there was no reply and the error tells it."""
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return "tls"
    return "connect" if isinstance(error, OSError) else None


def _detail(error: SMTPException | OSError) -> str:
    """Truncated and storable: PostgreSQL accepts neither NUL nor surrogates.

    Without the enhanced status at its beginning, which is part of the code.
    """
    words = error.message if isinstance(error, SMTPException) else str(error)
    status = _ENHANCED.match(words)
    return printable(words[status.end() :].lstrip() if status else words)


def printable(text: str) -> str:
    return "".join(
        " " if unicodedata.category(character)[0] == "C" else character
        for character in text[:_MOST_DETAIL]
    )
