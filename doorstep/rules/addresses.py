"""Email addresses: when two spellings are one mailbox, and which may be given.

Sources: RFC 5321 4.5.3.1.3 and 4.1.2, RFC 5890 to 5893 (IDNA 2008) with the mapping of
UTS 46, non-transitional. IDNA 2003 would read `ß` as another's domain.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import idna

from doorstep.rules.characters import unseen

_MOST_OCTETS = 254
_JOINERS = "\u200c\u200d"  # a domain may need them, and IDNA knows where
_NEEDS_QUOTES = re.compile(r"[\s@<>(),;:\\\"\[\]]")
_ENCODED_WORD = "=?"  # RFC 2047: Python's email package would decode it in a header
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True)
class TypedAddress:
    """Whose address was typed: computed once, for the budgets and for the look-up."""

    mailbox: str
    earlier: str
    """The key of releases before `mailbox`, by which some members are still found."""

    @classmethod
    def read(cls, typed: str) -> "TypedAddress":
        return cls(mailbox(typed), _compatible(typed).strip().casefold())


def mailbox(typed: str) -> str:
    """The normal form: two spellings with the same one are one mailbox.

    What is no address has one too, since guesses for it are counted like others.
    """
    text = typed.strip()
    local, at, domain = (text if "@" in text else _compatible(text)).rpartition("@")
    return f"{_folded(local)}{at}{_folded_domain(domain)}"


@lru_cache(maxsize=1024)
def ascii_domain(domain: str) -> str:
    """As DNS has it, without the root's dot; ValueError where IDNA refuses it."""
    return idna.encode(domain, uts46=True).decode("ascii").removesuffix(".")


def reads_otherwise(local: str) -> bool:
    """Whether a header with this local part names another mailbox."""
    return _ENCODED_WORD in local


def check_address(text: str) -> None:
    """ValueError, in words, for what is no address that mail can be sent to.

    Judged as it is written and on the normal form: NFKC may make `@` or `..`.
    """
    local, at, domain = text.rpartition("@")
    if not at:
        raise ValueError("must be an email address")
    _check_visible(local, "")
    _check_visible(domain, _JOINERS)
    for part in (local, _folded(local)):
        _check_local(part)
        if len(f"{part}@{_checked_domain(domain)}".encode()) > _MOST_OCTETS:
            raise ValueError(f"must not be longer than {_MOST_OCTETS} octets")


def _check_visible(part: str, allowed: str) -> None:
    if any(unseen(character) and character not in allowed for character in part):
        raise ValueError("must not hold invisible characters")


def _check_local(local: str) -> None:
    if not local or _NEEDS_QUOTES.search(local) or reads_otherwise(local):
        raise ValueError("must be an email address")
    if local[0] == "." or local[-1] == "." or ".." in local:
        raise ValueError("must not begin or end with a dot, nor hold two in a row")


def _checked_domain(domain: str) -> str:
    try:
        checked = ascii_domain(domain)
    except ValueError:
        raise ValueError("must have a domain that IDNA 2008 allows") from None
    _, dot, last = checked.rpartition(".")
    if not dot or _NUMBER.fullmatch(last):
        raise ValueError("must have a domain name of two labels or more")
    return checked


def _folded_domain(domain: str) -> str:
    try:
        return ascii_domain(domain)
    except ValueError:
        return _folded(domain).removesuffix(".")


def _folded(text: str) -> str:
    """NFKC once more after casefolding, which may take characters apart."""
    return _compatible(_compatible(text.strip()).casefold())


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
