"""Addresses in the form of mail headers and SMTP envelopes."""

import unicodedata
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.policy import SMTP

from doorstep.errors import ConfigurationError, MailRefused
from doorstep.rules.addresses import ascii_domain, reads_otherwise


def parse_sender(mail_from: str) -> Address:
    """Parse a setting such as `Doorstep <no-reply@acme.test>`.

    Raises ConfigurationError unless it is exactly one address.
    """
    try:
        return _only(mail_from.strip())
    except (ValueError, HeaderParseError):
        raise ConfigurationError(
            "DOORSTEP_MAIL_FROM must be one address, such as "
            "Doorstep <no-reply@example.com>."
        ) from None


def recipient(address: str) -> Address:
    """A member's address. Raises MailRefused if no mail can have it."""
    try:
        return _address(address)
    except ValueError:
        text = "This is not an address for mail."
        raise MailRefused("smtp address", text) from None


def _only(header: str) -> Address:
    (found,) = SMTP.header_factory("From", header).addresses
    if not _plain(header, " "):
        raise ValueError("control characters")
    return _address(found.addr_spec, found.display_name)


def _address(address: str, name: str = "") -> Address:
    """The local part is in its normal form, except that case is kept.

    No mailbox has full-width letters or decomposed accents, which some keyboards type.
    """
    typed, at, domain = address.rpartition("@")
    local = unicodedata.normalize("NFKC", typed)
    whole = local and at and domain and "@" not in local and not reads_otherwise(local)
    if not whole or not _plain(local) or not _plain(name, " "):
        raise ValueError("not one plain address")
    return Address(name, local, _ascii(domain))


def _plain(text: str, allowed: str = "") -> bool:
    return all(
        character in allowed or unicodedata.category(character)[0] not in "CZ"
        for character in text
    )


def _ascii(domain: str) -> str:
    """The A-labels; a name that only IDNA refuses, such as `a_b`, is kept as it is."""
    try:
        return ascii_domain(domain)
    except ValueError:
        if not domain.isascii() or not _plain(domain):
            raise
        return domain
