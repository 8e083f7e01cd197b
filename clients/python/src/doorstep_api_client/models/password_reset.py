from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.recovery_stage import RecoveryStage
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.reset_email import ResetEmail


T = TypeVar("T", bound="PasswordReset")


@_attrs_define
class PasswordReset:
    """
    Attributes:
        id (UUID):
        stage (RecoveryStage): The stage of a recovery: the reset of a forgotten password.
        email (ResetEmail): Without a status: whether a mail was sent would tell whether somebody has the
            address.
        expires_at (datetime.datetime):
        flow_token (None | str | Unset):
    """

    id: UUID
    stage: RecoveryStage
    email: ResetEmail
    expires_at: datetime.datetime
    flow_token: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        stage = self.stage.value

        email = self.email.to_dict()

        expires_at = self.expires_at.isoformat()

        flow_token: None | str | Unset
        if isinstance(self.flow_token, Unset):
            flow_token = UNSET
        else:
            flow_token = self.flow_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "stage": stage,
                "email": email,
                "expires_at": expires_at,
            }
        )
        if flow_token is not UNSET:
            field_dict["flow_token"] = flow_token

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.reset_email import ResetEmail

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        stage = RecoveryStage(d.pop("stage"))

        email = ResetEmail.from_dict(d.pop("email"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        def _parse_flow_token(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        flow_token = _parse_flow_token(d.pop("flow_token", UNSET))

        password_reset = cls(
            id=id,
            stage=stage,
            email=email,
            expires_at=expires_at,
            flow_token=flow_token,
        )

        password_reset.additional_properties = d
        return password_reset

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
