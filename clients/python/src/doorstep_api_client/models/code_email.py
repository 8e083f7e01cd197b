from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="CodeEmail")


@_attrs_define
class CodeEmail:
    """Without a status: whether a mail was sent would tell whether somebody has the
    address.

        Attributes:
            number (int):
            code_expires_at (datetime.datetime):
            resend_at (datetime.datetime):
            attempts_left (int):
    """

    number: int
    code_expires_at: datetime.datetime
    resend_at: datetime.datetime
    attempts_left: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        code_expires_at = self.code_expires_at.isoformat()

        resend_at = self.resend_at.isoformat()

        attempts_left = self.attempts_left

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "code_expires_at": code_expires_at,
                "resend_at": resend_at,
                "attempts_left": attempts_left,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        code_expires_at = datetime.datetime.fromisoformat(d.pop("code_expires_at"))

        resend_at = datetime.datetime.fromisoformat(d.pop("resend_at"))

        attempts_left = d.pop("attempts_left")

        code_email = cls(
            number=number,
            code_expires_at=code_expires_at,
            resend_at=resend_at,
            attempts_left=attempts_left,
        )

        code_email.additional_properties = d
        return code_email

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
