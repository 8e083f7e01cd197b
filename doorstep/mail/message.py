"""Composing a mail: the texts of its kind, and the headers of all mails.

The same arguments compose the same bytes, so a retry sends the same mail with the same
Message-ID (RFC 5322). It is marked as automatic (RFC 3834) and has one recipient.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from enum import StrEnum

from doorstep.i18n import LANGUAGES, format_moment, format_second
from doorstep.mail.addresses import parse_sender, recipient
from doorstep.mail.rendering import render

_LOCAL_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,63}")


class _OnTheirLines(EmailPolicy):
    """Begins each header on the line of its name, and does not fold a Message-ID.

    Some readers do not unfold a Message-ID, and rspamd raises the spam score of a From
    that begins on its second line. A line may have 998 bytes.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        if name == "Message-ID":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        folded = super().fold_binary(name, value)
        late = f"{name}:{self.linesep}".encode("ascii")
        return folded.replace(late, late[: -len(self.linesep)], 1)


class MailKind(StrEnum):
    """Each is a folder of templates."""

    email_verification = "email_verification"
    invitation = "invitation"
    invitation_reminder = "invitation_reminder"
    password_reset = "password_reset"  # noqa: S105  a word, not a password
    address_verification = "address_verification"
    device_added = "device_added"
    device_replaced = "device_replaced"
    device_reset = "device_reset"
    password_changed = "password_changed"  # noqa: S105  a word, not a password
    own_password_changed = "own_password_changed"  # noqa: S105  the same
    password_recovered = "password_recovered"  # noqa: S105  the same
    budget_spent = "budget_spent"
    requirement_off = "requirement_off"
    client_changed = "client_changed"
    address_asked = "address_asked"
    address_changed = "address_changed"
    invitation_moved = "invitation_moved"


_WITH_CODE = (
    MailKind.email_verification,
    MailKind.password_reset,
    MailKind.address_verification,
)


def compose(
    kind: MailKind,
    *,
    to: str,
    language: str,
    sender: str,
    message_id_local: str,
    date: datetime,
    context: Mapping[str, str | int],
) -> EmailMessage:
    """The complete mail; `date` is when it was requested, or what it reports happened.

    `context` has the names `account` and `member`; for a mail with a code also `code`
    and `minutes`, the code's lifetime; for an invitation its `link` and `until` when
    that works; if a sign-in is known `application`, the
    browser's `family` and `system`, and for a notice `actor`, who signed in; for one
    about a client its name, `client`, and `act`, the kind of its audit event; the
    account's `colour`, if it has one. A mail with a code names the second, which tells
    two flows of one member apart. Raises ConfigurationError for an invalid sender,
    MailRefused for an invalid recipient.
    """
    if not _LOCAL_ID.fullmatch(message_id_local):
        raise ValueError("not fit for a Message-ID")
    spoken = language if language in LANGUAGES else "en"
    told = format_second if kind in _WITH_CODE else format_moment
    words = render(kind, spoken, {**context, "moment": told(date, spoken)})
    from_, to_ = parse_sender(sender), recipient(to)
    message = EmailMessage(policy=_policy(from_, to_))
    message["From"] = from_
    message["To"] = to_
    message["Subject"] = words.subject
    message["Date"] = date
    message["Message-ID"] = f"<{kind}.{message_id_local}@{from_.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(words.text, cte="quoted-printable")
    message.add_alternative(words.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = spoken  # after set_content, which drops it
    message.set_boundary(f"=_{message_id_local}")
    return message


def _policy(*addresses: Address) -> EmailPolicy:
    """7 bits, unless a local part is not ASCII (RFC 6532)."""
    ascii_only = all(address.addr_spec.isascii() for address in addresses)
    return _OnTheirLines(linesep="\r\n", cte_type="7bit", utf8=not ascii_only)
