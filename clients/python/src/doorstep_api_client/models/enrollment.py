from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.enrollment_stage import EnrollmentStage

if TYPE_CHECKING:
    from ..models.email import Email


T = TypeVar("T", bound="Enrollment")


@_attrs_define
class Enrollment:
    """
    Attributes:
        id (UUID):
        login_id (UUID):
        stage (EnrollmentStage): The stage of a setup.
        replaces_device (bool):
        email (Email):
        attempts_left (int | None):
        expires_at (datetime.datetime):
    """

    id: UUID
    login_id: UUID
    stage: EnrollmentStage
    replaces_device: bool
    email: Email
    attempts_left: int | None
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        login_id = str(self.login_id)

        stage = self.stage.value

        replaces_device = self.replaces_device

        email = self.email.to_dict()

        attempts_left: int | None
        attempts_left = self.attempts_left

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "login_id": login_id,
                "stage": stage,
                "replaces_device": replaces_device,
                "email": email,
                "attempts_left": attempts_left,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.email import Email

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        login_id = UUID(d.pop("login_id"))

        stage = EnrollmentStage(d.pop("stage"))

        replaces_device = d.pop("replaces_device")

        email = Email.from_dict(d.pop("email"))

        def _parse_attempts_left(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        attempts_left = _parse_attempts_left(d.pop("attempts_left"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        enrollment = cls(
            id=id,
            login_id=login_id,
            stage=stage,
            replaces_device=replaces_device,
            email=email,
            attempts_left=attempts_left,
            expires_at=expires_at,
        )

        enrollment.additional_properties = d
        return enrollment

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
