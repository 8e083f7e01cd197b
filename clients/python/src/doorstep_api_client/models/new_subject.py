from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.language import Language

T = TypeVar("T", bound="NewSubject")


@_attrs_define
class NewSubject:
    """All that is known of a person: what is left out is not kept.

    Attributes:
        email (str):
        name (str):
        language (Language): The languages of pages and mail (ISO 639-1).
    """

    email: str
    name: str
    language: Language

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        name = self.name

        language = self.language.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
                "name": name,
                "language": language,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        email = d.pop("email")

        name = d.pop("name")

        language = Language(d.pop("language"))

        new_subject = cls(
            email=email,
            name=name,
            language=language,
        )

        return new_subject
