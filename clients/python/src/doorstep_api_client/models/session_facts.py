from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SessionFacts")


@_attrs_define
class SessionFacts:
    """
    Attributes:
        application (str):
        amr (list[str]):
        auth_time (datetime.datetime):
        expires_at (datetime.datetime):
    """

    application: str
    amr: list[str]
    auth_time: datetime.datetime
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        application = self.application

        amr = self.amr

        auth_time = self.auth_time.isoformat()

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "application": application,
                "amr": amr,
                "auth_time": auth_time,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        application = d.pop("application")

        amr = cast(list[str], d.pop("amr"))

        auth_time = datetime.datetime.fromisoformat(d.pop("auth_time"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        session_facts = cls(
            application=application,
            amr=amr,
            auth_time=auth_time,
            expires_at=expires_at,
        )

        session_facts.additional_properties = d
        return session_facts

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
