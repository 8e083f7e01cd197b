from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.language import Language
from ..models.role import Role
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewMember")


@_attrs_define
class NewMember:
    """
    Attributes:
        email (str):
        name (str):
        role (Role): What a member may do in the account.
        language (Language): The languages of pages and mail (ISO 639-1).
        password (str | Unset):
    """

    email: str
    name: str
    role: Role
    language: Language
    password: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        name = self.name

        role = self.role.value

        language = self.language.value

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
                "name": name,
                "role": role,
                "language": language,
            }
        )
        if password is not UNSET:
            field_dict["password"] = password

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        email = d.pop("email")

        name = d.pop("name")

        role = Role(d.pop("role"))

        language = Language(d.pop("language"))

        password = d.pop("password", UNSET)

        new_member = cls(
            email=email,
            name=name,
            role=role,
            language=language,
            password=password,
        )

        return new_member
