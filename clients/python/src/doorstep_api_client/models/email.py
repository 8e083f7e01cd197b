from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.email_status import EmailStatus

T = TypeVar("T", bound="Email")


@_attrs_define
class Email:
    """
    Attributes:
        address_hint (str):
        number (int):
        status (EmailStatus):
        sent_at (datetime.datetime | None):
        code_expires_at (datetime.datetime):
        resend_at (datetime.datetime):
        attempts_left (int):
    """

    address_hint: str
    number: int
    status: EmailStatus
    sent_at: datetime.datetime | None
    code_expires_at: datetime.datetime
    resend_at: datetime.datetime
    attempts_left: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        address_hint = self.address_hint

        number = self.number

        status = self.status.value

        sent_at: None | str
        if isinstance(self.sent_at, datetime.datetime):
            sent_at = self.sent_at.isoformat()
        else:
            sent_at = self.sent_at

        code_expires_at = self.code_expires_at.isoformat()

        resend_at = self.resend_at.isoformat()

        attempts_left = self.attempts_left

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "address_hint": address_hint,
                "number": number,
                "status": status,
                "sent_at": sent_at,
                "code_expires_at": code_expires_at,
                "resend_at": resend_at,
                "attempts_left": attempts_left,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        address_hint = d.pop("address_hint")

        number = d.pop("number")

        status = EmailStatus(d.pop("status"))

        def _parse_sent_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_at_type_0 = datetime.datetime.fromisoformat(data)

                return sent_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        sent_at = _parse_sent_at(d.pop("sent_at"))

        code_expires_at = datetime.datetime.fromisoformat(d.pop("code_expires_at"))

        resend_at = datetime.datetime.fromisoformat(d.pop("resend_at"))

        attempts_left = d.pop("attempts_left")

        email = cls(
            address_hint=address_hint,
            number=number,
            status=status,
            sent_at=sent_at,
            code_expires_at=code_expires_at,
            resend_at=resend_at,
            attempts_left=attempts_left,
        )

        email.additional_properties = d
        return email

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
