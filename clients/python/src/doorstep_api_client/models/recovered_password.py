from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RecoveredPassword")


@_attrs_define
class RecoveredPassword:
    """
    Attributes:
        new (str):
    """

    new: str

    def to_dict(self) -> dict[str, Any]:
        new = self.new

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "new": new,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        new = d.pop("new")

        recovered_password = cls(
            new=new,
        )

        return recovered_password
