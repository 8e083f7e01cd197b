from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.code_email import CodeEmail


T = TypeVar("T", bound="PendingAddress")


@_attrs_define
class PendingAddress:
    """A change of address that waits for its code.

    Attributes:
        pending_email (str):
        email (CodeEmail): Without a status: whether a mail was sent would tell whether somebody has the
            address.
        expires_at (datetime.datetime):
    """

    pending_email: str
    email: CodeEmail
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pending_email = self.pending_email

        email = self.email.to_dict()

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pending_email": pending_email,
                "email": email,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.code_email import CodeEmail

        d = dict(src_dict)
        pending_email = d.pop("pending_email")

        email = CodeEmail.from_dict(d.pop("email"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        pending_address = cls(
            pending_email=pending_email,
            email=email,
            expires_at=expires_at,
        )

        pending_address.additional_properties = d
        return pending_address

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
