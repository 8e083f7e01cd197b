from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.language import Language
from ..models.role import Role
from ..models.two_step import TwoStep
from ..types import UNSET, Unset

T = TypeVar("T", bound="Member")


@_attrs_define
class Member:
    """`pending_email` waits for its code to become the member's address.

    Attributes:
        id (UUID):
        email (str):
        name (str):
        role (Role): What a member may do in the account.
        language (Language): The languages of pages and mail (ISO 639-1).
        disabled (bool):
        two_step (TwoStep): How far a member has come with two-step verification; who is invited has no
            password yet.
        created_at (datetime.datetime):
        pending_email (None | str | Unset):
    """

    id: UUID
    email: str
    name: str
    role: Role
    language: Language
    disabled: bool
    two_step: TwoStep
    created_at: datetime.datetime
    pending_email: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        email = self.email

        name = self.name

        role = self.role.value

        language = self.language.value

        disabled = self.disabled

        two_step = self.two_step.value

        created_at = self.created_at.isoformat()

        pending_email: None | str | Unset
        if isinstance(self.pending_email, Unset):
            pending_email = UNSET
        else:
            pending_email = self.pending_email

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "email": email,
                "name": name,
                "role": role,
                "language": language,
                "disabled": disabled,
                "two_step": two_step,
                "created_at": created_at,
            }
        )
        if pending_email is not UNSET:
            field_dict["pending_email"] = pending_email

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        email = d.pop("email")

        name = d.pop("name")

        role = Role(d.pop("role"))

        language = Language(d.pop("language"))

        disabled = d.pop("disabled")

        two_step = TwoStep(d.pop("two_step"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_pending_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        pending_email = _parse_pending_email(d.pop("pending_email", UNSET))

        member = cls(
            id=id,
            email=email,
            name=name,
            role=role,
            language=language,
            disabled=disabled,
            two_step=two_step,
            created_at=created_at,
            pending_email=pending_email,
        )

        member.additional_properties = d
        return member

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
