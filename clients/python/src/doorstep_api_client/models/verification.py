from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Verification")


@_attrs_define
class Verification:
    """`application` is the calling client. `purpose` is shown where the code is asked
    for; `client_address` is that of the person's browser.

        Attributes:
            external_id (str):
            application (str):
            purpose (None | str | Unset):
            client_address (Any | None | Unset):
    """

    external_id: str
    application: str
    purpose: None | str | Unset = UNSET
    client_address: Any | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        external_id = self.external_id

        application = self.application

        purpose: None | str | Unset
        if isinstance(self.purpose, Unset):
            purpose = UNSET
        else:
            purpose = self.purpose

        client_address: Any | None | Unset
        if isinstance(self.client_address, Unset):
            client_address = UNSET
        else:
            client_address = self.client_address

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "external_id": external_id,
                "application": application,
            }
        )
        if purpose is not UNSET:
            field_dict["purpose"] = purpose
        if client_address is not UNSET:
            field_dict["client_address"] = client_address

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        external_id = d.pop("external_id")

        application = d.pop("application")

        def _parse_purpose(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        purpose = _parse_purpose(d.pop("purpose", UNSET))

        def _parse_client_address(data: object) -> Any | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Any | None | Unset, data)

        client_address = _parse_client_address(d.pop("client_address", UNSET))

        verification = cls(
            external_id=external_id,
            application=application,
            purpose=purpose,
            client_address=client_address,
        )

        return verification
