from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.language import Language
from ..models.two_step import TwoStep

T = TypeVar("T", bound="Subject")


@_attrs_define
class Subject:
    """A person as the application knows them.

    Attributes:
        external_id (str):
        member_id (UUID):
        email (str):
        name (str):
        language (Language): The languages of pages and mail (ISO 639-1).
        two_step (TwoStep): How far a member has come with two-step verification; who is invited has no
            password yet.
        created_at (datetime.datetime):
    """

    external_id: str
    member_id: UUID
    email: str
    name: str
    language: Language
    two_step: TwoStep
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        external_id = self.external_id

        member_id = str(self.member_id)

        email = self.email

        name = self.name

        language = self.language.value

        two_step = self.two_step.value

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "external_id": external_id,
                "member_id": member_id,
                "email": email,
                "name": name,
                "language": language,
                "two_step": two_step,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        external_id = d.pop("external_id")

        member_id = UUID(d.pop("member_id"))

        email = d.pop("email")

        name = d.pop("name")

        language = Language(d.pop("language"))

        two_step = TwoStep(d.pop("two_step"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        subject = cls(
            external_id=external_id,
            member_id=member_id,
            email=email,
            name=name,
            language=language,
            two_step=two_step,
            created_at=created_at,
        )

        subject.additional_properties = d
        return subject

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
