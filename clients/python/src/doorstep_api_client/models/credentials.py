from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Credentials")


@_attrs_define
class Credentials:
    """`client_address` is that of the person's browser, where an application calls.

    Attributes:
        email (str):
        password (str):
        application (str):
        client_address (Any | None | Unset):
    """

    email: str
    password: str
    application: str
    client_address: Any | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        password = self.password

        application = self.application

        client_address: Any | None | Unset
        if isinstance(self.client_address, Unset):
            client_address = UNSET
        else:
            client_address = self.client_address

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
                "password": password,
                "application": application,
            }
        )
        if client_address is not UNSET:
            field_dict["client_address"] = client_address

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        email = d.pop("email")

        password = d.pop("password")

        application = d.pop("application")

        def _parse_client_address(data: object) -> Any | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Any | None | Unset, data)

        client_address = _parse_client_address(d.pop("client_address", UNSET))

        credentials = cls(
            email=email,
            password=password,
            application=application,
            client_address=client_address,
        )

        return credentials
