"""A person of another product's export, as a line that an import takes.

What an import would refuse is left out with a note, so that the person comes in and
only the password or the app is missing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from doorstep.errors import InvalidInputError
from doorstep.rules.hash_texts import HashRefused, importable
from doorstep.rules.people import Language
from doorstep.rules.totp import as_base32
from doorstep.rules.totp_secrets import AppSecret

_UNKNOWN = "the password is left out: its hash cannot be imported"


@dataclass
class ExportedPerson:
    """`label` is what the product calls the person, for notes."""

    label: str
    email: str = ""
    name: str = ""
    language: str = ""
    password_hash: str = ""
    app: AppSecret | None = None
    notes: list[str] = field(default_factory=list)

    def take_hash(self, text: str) -> None:
        try:
            importable(text)
        except HashRefused:
            self.notes.append(_UNKNOWN)
        else:
            self.password_hash = text

    def take_language(self, text: str) -> None:
        """`de`, `de-CH` or `de_CH`; others say nothing."""
        short = text[:2].lower()
        self.language = short if short in list(Language) else ""

    def line(self) -> str:
        """As JSON; only what is known."""
        values = {
            "email": self.email,
            "name": self.name,
            "language": self.language,
            "password_hash": self.password_hash,
            "totp": _uri(self.app) if self.app else "",
        }
        return json.dumps(
            {name: text for name, text in values.items() if text}, ensure_ascii=False
        )


People: TypeAlias = Iterator[ExportedPerson]


def _uri(app: AppSecret) -> str:
    with_ = app.app
    return (
        f"otpauth://totp/imported?secret={as_base32(app.secret)}"
        f"&algorithm={with_.algorithm}&digits={with_.digits}&period={with_.period}"
    )


def not_an_export(product: str) -> InvalidInputError:
    return InvalidInputError(f"The file is not an export of {product}.")
