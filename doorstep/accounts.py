"""Words of accounts and members, and how an email address is compared."""

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints

_INVISIBLE = ("Cc", "Cs", "Zl", "Zp")
_ADDRESS = re.compile(r"[^\s@<>(),;:\\\"\[\]]+@[^\s@<>(),;:\\\"\[\]]+\Z")

# What the validators ask for, as JSON Schema says it (ECMA-262).
_CONTROL = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
_SHOWS = Field(
    json_schema_extra={"pattern": rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$"}
)
_HOLDS_NO_NUL = Field(json_schema_extra={"pattern": r"^[^\u0000]*$"})
_PART = rf'[^\s@<>(),;:\\"\[\]{_CONTROL}]+'
_IS_ADDRESS = Field(json_schema_extra={"pattern": rf"^{_PART}@{_PART}$"})


def _visible(text: str) -> str:
    if any(unicodedata.category(sign) in _INVISIBLE for sign in text):
        raise ValueError("must not hold control characters")
    if not text.strip():
        raise ValueError("must not be blank")
    return text


def _address(text: str) -> str:
    if not _ADDRESS.match(_visible(text)):
        raise ValueError("must be an email address")
    return text


def _storable(text: str) -> str:
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("must be text")
    return text


Typed: TypeAlias = Annotated[
    str,
    StringConstraints(max_length=1024),
    AfterValidator(_storable),
    _HOLDS_NO_NUL,
]
"""What anybody may type into a sign-in form."""
Name: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100),
    AfterValidator(_visible),
    _SHOWS,
]
EmailAddress: TypeAlias = Annotated[
    str, StringConstraints(max_length=254), AfterValidator(_address), _IS_ADDRESS
]
Password: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=8, max_length=1024),
    AfterValidator(_storable),
    _HOLDS_NO_NUL,
]
Reason: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500),
    AfterValidator(_visible),
    _SHOWS,
]


class Role(StrEnum):
    """What a member may do in the own account."""

    member = "member"
    admin = "admin"


class Language(StrEnum):
    """The languages of pages and mail (ISO 639-1)."""

    en = "en"
    fr = "fr"
    it = "it"
    de = "de"
    es = "es"
    pt = "pt"
    nl = "nl"


class TwoStep(StrEnum):
    """Where a member stands with two-step verification."""

    not_set_up = "not_set_up"
    setting_up = "setting_up"
    enrolled = "enrolled"
    locked = "locked"


def normalised(address: str) -> str:
    """The form in which two spellings of one address are equal.

    Case, surrounding space and full-width forms do not tell people apart.
    """
    return unicodedata.normalize("NFKC", address).strip().casefold()


def address_hint(address: str) -> str:
    """Enough of an address to recognise one's own: `j•••@acme.test`."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}"
