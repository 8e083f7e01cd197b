"""Types of the fields of accounts and members, with their validation."""

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from doorstep.rules.addresses import check_address
from doorstep.rules.characters import blank, breaks, turns

_LONGEST_PASSWORD = 1024

# The rules of the validators as patterns for JSON Schema (ECMA-262).
_REFUSED = r"\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    r"\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
)
_SHOWS = Field(
    json_schema_extra={
        "pattern": rf"^[^{_REFUSED}]*[^{_UNSEEN}{_REFUSED}][^{_REFUSED}]*$"
    }
)
_HOLDS_NO_NUL = Field(json_schema_extra={"pattern": r"^[^\u0000]*$"})
_IS_ADDRESS = Field(json_schema_extra={"format": "idn-email"})


def _visible(text: str) -> str:
    """Strip the space around it, and refuse text without a visible character."""
    if any(map(breaks, text)):
        raise PydanticCustomError(
            "control_characters", "must not contain control characters"
        )
    if any(map(turns, text)):
        raise PydanticCustomError(
            "direction", "must not contain characters that change the text direction"
        )
    if blank(text):
        raise PydanticCustomError("blank", "must not be blank")
    return text.strip()


def _address(text: str) -> str:
    """Strip the space around it, and check the address."""
    plain = text.strip(" ")
    check_address(plain)
    return plain


def _storable(text: str) -> str:
    """Refuse NUL, which PostgreSQL cannot hold; pydantic refuses surrogates."""
    if "\0" in text:
        raise PydanticCustomError("text", "must be text")
    return text


Typed: TypeAlias = Annotated[
    str,
    StringConstraints(max_length=1024),
    AfterValidator(_storable),
    _HOLDS_NO_NUL,
]
"""An address as typed when signing in: not validated, since it may be nobody's."""
TypedPassword: TypeAlias = Annotated[
    str,
    StringConstraints(max_length=4 * _LONGEST_PASSWORD),
    AfterValidator(_storable),
    _HOLDS_NO_NUL,
]
"""The longest in any form: NFD may have four characters for one of NFC (UAX 15)."""
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
    StringConstraints(max_length=_LONGEST_PASSWORD),
    AfterValidator(_storable),
    _HOLDS_NO_NUL,
    Field(json_schema_extra={"minLength": 8}),
]
"""A new password; who sets it decides what more it has to meet
(`doorstep.rules.password_strength`).
"""
ReasonText: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500),
    AfterValidator(_visible),
    _SHOWS,
]


class Role(StrEnum):
    """What a member may do in the account."""

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
    """How far a member has come with two-step verification; who is invited has no
    password yet.
    """

    invited = "invited"
    not_set_up = "not_set_up"
    setting_up = "setting_up"
    enrolled = "enrolled"
    locked = "locked"


def address_hint(address: str) -> str:
    """Enough of an address to recognise one's own: `j•••@acme.test`."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}" if at else "•••"
