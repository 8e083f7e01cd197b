"""Email addresses: their normal form, and which ones are accepted.

Sources: RFC 5321 4.5.3.1.3 and 4.1.2, RFC 5890 to 5893 (IDNA 2008) with the mapping of
UTS 46, non-transitional: IDNA 2003 maps `ß` to `ss`, which is another domain.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import idna
from pydantic_core import PydanticCustomError

from doorstep.rules.characters import unseen

_MOST_OCTETS = 254
_JOINERS = "\u200c\u200d"  # IDNA allows them in domains that need them
_NEEDS_QUOTES = re.compile(r"[\s@<>(),;:\\\"\[\]]")
_ENCODED_WORD = "=?"  # RFC 2047: Python's email package would decode it in a header
_DOTS_AT_THE_END = re.compile(r"[.\s]+\Z")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True)
class TypedAddress:
    """An address that was typed: its keys for the budgets and the look-up."""

    mailbox: str
    earlier: str
    """The key of earlier releases, by which some members are still found."""

    @classmethod
    def read(cls, typed: str) -> "TypedAddress":
        return cls(mailbox(typed), _compatible(typed).strip().casefold())

    @property
    def digest(self) -> bytes:
        """SHA-256 of the normal form: what is counted for an address that may be
        nobody's is kept under it, not under the address.
        """
        return hashlib.sha256(self.mailbox.encode()).digest()


def mailbox(typed: str) -> str:
    """The normal form: two spellings with the same normal form are one mailbox.

    Text that is not an address has one too, since guesses for it are counted as well.
    """
    text = typed.strip()
    local, at, domain = (text if "@" in text else _compatible(text)).rpartition("@")
    return f"{_folded(local)}{at}{_folded_domain(domain)}"


@lru_cache(maxsize=1024)
def ascii_domain(domain: str) -> str:
    """The A-labels without a final dot. Raises ValueError if IDNA refuses it."""
    return idna.encode(domain, uts46=True).decode("ascii").removesuffix(".")


def reads_otherwise(local: str) -> bool:
    """Whether a mail header with this local part would name another mailbox."""
    return _ENCODED_WORD in local


def check_address(text: str) -> None:
    """Raise a ValueError, with a sentence, unless mail can be sent to this address.

    Checks the text as typed and its normal form: NFKC may produce `@` or `..`.
    """
    local, at, domain = text.rpartition("@")
    if not at:
        raise PydanticCustomError("address", "must be valid, such as jo@example.com")
    _check_visible(local, "")
    _check_visible(domain, _JOINERS)
    for part in (local, _folded(local)):
        _check_local(part)
        if len(f"{part}@{_checked_domain(domain)}".encode()) > _MOST_OCTETS:
            raise PydanticCustomError("octets", "must not be longer than 254 octets")


def _check_visible(part: str, allowed: str) -> None:
    if any(unseen(character) and character not in allowed for character in part):
        raise PydanticCustomError("invisible", "must not contain invisible characters")


def _check_local(local: str) -> None:
    if not local or _NEEDS_QUOTES.search(local) or reads_otherwise(local):
        raise PydanticCustomError("address", "must be valid, such as jo@example.com")
    if local[0] == "." or local[-1] == "." or ".." in local:
        raise PydanticCustomError(
            "dots", "must not begin or end with a dot, or contain two in a row"
        )


def _checked_domain(domain: str) -> str:
    try:
        checked = ascii_domain(domain)
    except ValueError:
        raise PydanticCustomError(
            "domain", "must have a domain that IDNA 2008 allows"
        ) from None
    _, dot, last = checked.rpartition(".")
    if not dot or _NUMBER.fullmatch(last):
        raise PydanticCustomError(
            "labels", "must have a domain name of two labels or more"
        )
    return checked


def _folded_domain(domain: str) -> str:
    try:
        return ascii_domain(domain)
    except ValueError:
        return _DOTS_AT_THE_END.sub("", _folded(domain))


def _folded(text: str) -> str:
    """NFKC again after casefolding, which may decompose characters."""
    return _compatible(_compatible(text.strip()).casefold())


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
