from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.continue_stage import ContinueStage

T = TypeVar("T", bound="Continue")


@_attrs_define
class Continue:
    """
    Attributes:
        stage (ContinueStage):
    """

    stage: ContinueStage

    def to_dict(self) -> dict[str, Any]:
        stage = self.stage.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "stage": stage,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        stage = ContinueStage(d.pop("stage"))

        continue_ = cls(
            stage=stage,
        )

        return continue_
