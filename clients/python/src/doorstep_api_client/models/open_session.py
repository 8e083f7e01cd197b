from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OpenSession")


@_attrs_define
class OpenSession:
    """`expires_at` is the nearer of its two ends; `current` is the caller's own.
    `client_name` is null for the applications of Doorstep itself.

        Attributes:
            id (UUID):
            application (str):
            client_name (None | str):
            amr (list[str]):
            auth_time (datetime.datetime):
            last_seen_at (datetime.datetime):
            expires_at (datetime.datetime):
            client_address (str):
            user_agent (str):
            current (bool):
    """

    id: UUID
    application: str
    client_name: None | str
    amr: list[str]
    auth_time: datetime.datetime
    last_seen_at: datetime.datetime
    expires_at: datetime.datetime
    client_address: str
    user_agent: str
    current: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        application = self.application

        client_name: None | str
        client_name = self.client_name

        amr = self.amr

        auth_time = self.auth_time.isoformat()

        last_seen_at = self.last_seen_at.isoformat()

        expires_at = self.expires_at.isoformat()

        client_address = self.client_address

        user_agent = self.user_agent

        current = self.current

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "application": application,
                "client_name": client_name,
                "amr": amr,
                "auth_time": auth_time,
                "last_seen_at": last_seen_at,
                "expires_at": expires_at,
                "client_address": client_address,
                "user_agent": user_agent,
                "current": current,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        application = d.pop("application")

        def _parse_client_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        client_name = _parse_client_name(d.pop("client_name"))

        amr = cast(list[str], d.pop("amr"))

        auth_time = datetime.datetime.fromisoformat(d.pop("auth_time"))

        last_seen_at = datetime.datetime.fromisoformat(d.pop("last_seen_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        client_address = d.pop("client_address")

        user_agent = d.pop("user_agent")

        current = d.pop("current")

        open_session = cls(
            id=id,
            application=application,
            client_name=client_name,
            amr=amr,
            auth_time=auth_time,
            last_seen_at=last_seen_at,
            expires_at=expires_at,
            client_address=client_address,
            user_agent=user_agent,
            current=current,
        )

        open_session.additional_properties = d
        return open_session

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
