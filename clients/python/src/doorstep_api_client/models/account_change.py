from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.language import Language
from ..types import UNSET, Unset

T = TypeVar("T", bound="AccountChange")


@_attrs_define
class AccountChange:
    """
    Attributes:
        name (str | Unset):
        two_step_required (bool | Unset):
        language (Language | Unset): The languages of pages and mail (ISO 639-1).
        colour (None | str | Unset):
    """

    name: str | Unset = UNSET
    two_step_required: bool | Unset = UNSET
    language: Language | Unset = UNSET
    colour: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        two_step_required = self.two_step_required

        language: str | Unset = UNSET
        if not isinstance(self.language, Unset):
            language = self.language.value

        colour: None | str | Unset
        if isinstance(self.colour, Unset):
            colour = UNSET
        else:
            colour = self.colour

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if two_step_required is not UNSET:
            field_dict["two_step_required"] = two_step_required
        if language is not UNSET:
            field_dict["language"] = language
        if colour is not UNSET:
            field_dict["colour"] = colour

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        two_step_required = d.pop("two_step_required", UNSET)

        _language = d.pop("language", UNSET)
        language: Language | Unset
        if isinstance(_language, Unset):
            language = UNSET
        else:
            language = Language(_language)

        def _parse_colour(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        colour = _parse_colour(d.pop("colour", UNSET))

        account_change = cls(
            name=name,
            two_step_required=two_step_required,
            language=language,
            colour=colour,
        )

        return account_change
