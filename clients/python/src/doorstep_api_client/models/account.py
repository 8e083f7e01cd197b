from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.language import Language

T = TypeVar("T", bound="Account")


@_attrs_define
class Account:
    """`colour` is `#rrggbb`, or null for Doorstep's own.

    Attributes:
        id (UUID):
        name (str):
        two_step_required (bool):
        language (Language): The languages of pages and mail (ISO 639-1).
        colour (None | str):
    """

    id: UUID
    name: str
    two_step_required: bool
    language: Language
    colour: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        two_step_required = self.two_step_required

        language = self.language.value

        colour: None | str
        colour = self.colour

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "two_step_required": two_step_required,
                "language": language,
                "colour": colour,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        two_step_required = d.pop("two_step_required")

        language = Language(d.pop("language"))

        def _parse_colour(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        colour = _parse_colour(d.pop("colour"))

        account = cls(
            id=id,
            name=name,
            two_step_required=two_step_required,
            language=language,
            colour=colour,
        )

        account.additional_properties = d
        return account

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
