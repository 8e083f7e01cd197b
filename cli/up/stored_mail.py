"""Parsing a mail that was received by SMTP, for the mailbox page and its JSON."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

_CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


@dataclass(frozen=True)
class StoredMail:
    """A parsed mail; ids increase with arrival, missing parts are empty."""

    id: str
    to: str
    sender: str
    subject: str
    date: datetime | None
    text: str
    html: str

    @property
    def code(self) -> str | None:
        """The emailed code: six digits alone on a line."""
        found = _CODE.search(self.text)
        return found[1] if found else None


def read_mail(mail_id: str, content: bytes) -> StoredMail:
    """Parse any bytes; malformed mails are parsed as far as possible."""
    message = message_from_bytes(content, policy=default)
    return StoredMail(
        id=mail_id,
        to=_recipients(message),
        sender=_header(message, "From"),
        subject=_header(message, "Subject"),
        date=_moment(message),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _raw(message: EmailMessage, name: str) -> str:
    """A header as UTF-8, as SMTPUTF8 allows and the parser does not expect."""
    raw = next((text for key, text in message.raw_items() if key == name), "")
    octets = "".join(str(raw).splitlines()).encode("utf-8", "surrogateescape")
    return octets.decode("utf-8", "replace")


def _header(message: EmailMessage, name: str) -> str:
    return str(default.header_factory(name, _raw(message, name)))


def _recipients(message: EmailMessage) -> str:
    header = default.header_factory("To", _raw(message, "To"))
    return ", ".join(address.addr_spec for address in header.addresses)


def _moment(message: EmailMessage) -> datetime | None:
    found: datetime | None = default.header_factory(
        "Date", _raw(message, "Date")
    ).datetime
    return found.astimezone(UTC) if found else None


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    try:
        return str(part.get_content()).replace("\r\n", "\n") if part else ""
    except (LookupError, ValueError):  # an unknown charset or encoding
        return ""
