from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.language import Language
from ..models.role import Role
from ..types import UNSET, Unset

T = TypeVar("T", bound="MemberChange")


@_attrs_define
class MemberChange:
    """
    Attributes:
        name (str | Unset):
        role (Role | Unset): What a member may do in the account.
        language (Language | Unset): The languages of pages and mail (ISO 639-1).
        disabled (bool | Unset):
        email (str | Unset):
    """

    name: str | Unset = UNSET
    role: Role | Unset = UNSET
    language: Language | Unset = UNSET
    disabled: bool | Unset = UNSET
    email: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role.value

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language.value

        disabled = self.disabled

        email = self.email

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if role is not UNSET:
            field_dict["role"] = role
        if language is not UNSET:
            field_dict["language"] = language
        if disabled is not UNSET:
            field_dict["disabled"] = disabled
        if email is not UNSET:
            field_dict["email"] = email

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _role = d.pop("role", UNSET)
        role: Role | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = Role(_role)

        _language = d.pop("language", UNSET)
        language: Language | Unset
        if isinstance(_language, Unset):
            language = UNSET
        else:
            language = Language(_language)

        disabled = d.pop("disabled", UNSET)

        email = d.pop("email", UNSET)

        member_change = cls(
            name=name,
            role=role,
            language=language,
            disabled=disabled,
            email=email,
        )

        return member_change
