"""One person of an import: what a line may say, and how it ends."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError

from doorstep.rules.hash_texts import HashRefusal, HashRefused, importable
from doorstep.rules.people import EmailAddress, Language, Name, Role
from doorstep.rules.subjects import ExternalId
from doorstep.rules.totp_secrets import AppSecret, SecretRefused, read_secret

COLUMNS: Final = (
    *("email", "name", "role", "language", "external_id", "password_hash", "totp"),
)
READ_PAST: Final = ("two_step", "enrolled_since", "disabled", "created_at", "id")
"""Columns of the Admin Center's `members.csv` that an import takes nothing from."""
_REFUSED = {
    HashRefusal.unknown: "must be argon2, bcrypt, scrypt, PBKDF2, {{SSHA}} or "
    "{{SSHA256}}",
    HashRefusal.malformed: "is incomplete or malformed",
    HashRefusal.too_costly: "would take a sign-in too much time or memory",
}


def _hash(text: str) -> str:
    try:
        importable(text)
    except HashRefused as refused:
        raise PydanticCustomError("hash", _REFUSED[refused.why]) from None
    return text


def _totp(text: object) -> AppSecret:
    try:
        return read_secret(str(text))
    except SecretRefused as refused:
        raise PydanticCustomError("totp", str(refused)) from None


_Hash: TypeAlias = Annotated[str, AfterValidator(_hash)]
_Totp: TypeAlias = Annotated[AppSecret, PlainValidator(_totp)]


class ImportedPerson(BaseModel):
    """What is None is not said: a new member gets the default, another keeps theirs."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, defer_build=True)

    email: EmailAddress
    name: Name | None = None
    role: Role | None = None
    language: Language | None = None
    external_id: ExternalId | None = None
    password_hash: _Hash | None = None
    totp: _Totp | None = None

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "ImportedPerson":
        """An empty value says nothing. Raises pydantic's ValidationError."""
        return cls.model_validate({name: text for name, text in values.items() if text})


class LineOutcome(StrEnum):
    """How a line of an import ended."""

    created = "created"
    changed = "changed"
    same = "same"
    refused = "refused"


class Standing(StrEnum):
    """Whether the person can sign in now, and what is missing."""

    ready = "ready"
    password_alone = "password_alone"  # noqa: S105  a word, not a password
    sets_up = "sets_up"
    by_client = "by_client"
    invited = "invited"
    no_password = "no_password"  # noqa: S105  a word, not a password
    disabled = "disabled"

    @property
    def signs_in(self) -> bool:
        return self not in (Standing.invited, Standing.no_password, Standing.disabled)


def standing_of(
    *,
    password: bool,
    device: bool,
    subject: bool,
    invited: bool,
    disabled: bool,
    code_required: bool,
) -> Standing:
    if disabled:
        return Standing.disabled
    if not password and subject:
        return Standing.by_client
    if not password:
        return Standing.invited if invited else Standing.no_password
    if device:
        return Standing.ready
    return Standing.sets_up if code_required else Standing.password_alone
