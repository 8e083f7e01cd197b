from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.login_stage import LoginStage

T = TypeVar("T", bound="RunningLogin")


@_attrs_define
class RunningLogin:
    """A sign-in that waits for a code or a setup; family and system of the browser may
    be empty.

        Attributes:
            id (UUID):
            application (str):
            client_name (None | str):
            stage (LoginStage): The stage of a login.
            started_at (datetime.datetime):
            expires_at (datetime.datetime):
            client_address (str):
            browser_family (str):
            browser_system (str):
    """

    id: UUID
    application: str
    client_name: None | str
    stage: LoginStage
    started_at: datetime.datetime
    expires_at: datetime.datetime
    client_address: str
    browser_family: str
    browser_system: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        application = self.application

        client_name: None | str
        client_name = self.client_name

        stage = self.stage.value

        started_at = self.started_at.isoformat()

        expires_at = self.expires_at.isoformat()

        client_address = self.client_address

        browser_family = self.browser_family

        browser_system = self.browser_system

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "application": application,
                "client_name": client_name,
                "stage": stage,
                "started_at": started_at,
                "expires_at": expires_at,
                "client_address": client_address,
                "browser_family": browser_family,
                "browser_system": browser_system,
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

        stage = LoginStage(d.pop("stage"))

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        client_address = d.pop("client_address")

        browser_family = d.pop("browser_family")

        browser_system = d.pop("browser_system")

        running_login = cls(
            id=id,
            application=application,
            client_name=client_name,
            stage=stage,
            started_at=started_at,
            expires_at=expires_at,
            client_address=client_address,
            browser_family=browser_family,
            browser_system=browser_system,
        )

        running_login.additional_properties = d
        return running_login

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
