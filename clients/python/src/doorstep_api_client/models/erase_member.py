from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="EraseMember")


@_attrs_define
class EraseMember:
    """`email` is the member's address, given again since it cannot be undone.

    Attributes:
        reason (str):
        email (str):
    """

    reason: str
    email: str

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        email = self.email

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
                "email": email,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        reason = d.pop("reason")

        email = d.pop("email")

        erase_member = cls(
            reason=reason,
            email=email,
        )

        return erase_member
