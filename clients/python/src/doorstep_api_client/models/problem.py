from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.problem_reason import ProblemReason
from ..models.problem_stage import ProblemStage
from ..models.problem_type import ProblemType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.problem_errors_item import ProblemErrorsItem


T = TypeVar("T", bound="Problem")


@_attrs_define
class Problem:
    """
    Attributes:
        type_ (ProblemType):
        title (str):
        status (int):
        detail (str):
        errors (list[ProblemErrorsItem] | Unset): What is wrong: `invalid-request`, `weak-password`.
        stage (ProblemStage | Unset):
        reason (ProblemReason | Unset):
        attempts_left (int | Unset):
        next_code_at (datetime.datetime | Unset):
        retry_after (int | Unset):
        max_age (int | Unset): Seconds that a step-up may be old for this act.
    """

    type_: ProblemType
    title: str
    status: int
    detail: str
    errors: list[ProblemErrorsItem] | Unset = UNSET
    stage: ProblemStage | Unset = UNSET
    reason: ProblemReason | Unset = UNSET
    attempts_left: int | Unset = UNSET
    next_code_at: datetime.datetime | Unset = UNSET
    retry_after: int | Unset = UNSET
    max_age: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_.value

        title = self.title

        status = self.status

        detail = self.detail

        errors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = []
            for errors_item_data in self.errors:
                errors_item = errors_item_data.to_dict()
                errors.append(errors_item)

        stage: str | Unset = UNSET
        if not isinstance(self.stage, Unset):
            stage = self.stage.value

        reason: str | Unset = UNSET
        if not isinstance(self.reason, Unset):
            reason = self.reason.value

        attempts_left = self.attempts_left

        next_code_at: str | Unset = UNSET
        if not isinstance(self.next_code_at, Unset):
            next_code_at = self.next_code_at.isoformat()

        retry_after = self.retry_after

        max_age = self.max_age

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "detail": detail,
            }
        )
        if errors is not UNSET:
            field_dict["errors"] = errors
        if stage is not UNSET:
            field_dict["stage"] = stage
        if reason is not UNSET:
            field_dict["reason"] = reason
        if attempts_left is not UNSET:
            field_dict["attempts_left"] = attempts_left
        if next_code_at is not UNSET:
            field_dict["next_code_at"] = next_code_at
        if retry_after is not UNSET:
            field_dict["retry_after"] = retry_after
        if max_age is not UNSET:
            field_dict["max_age"] = max_age

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.problem_errors_item import ProblemErrorsItem

        d = dict(src_dict)
        type_ = ProblemType(d.pop("type"))

        title = d.pop("title")

        status = d.pop("status")

        detail = d.pop("detail")

        _errors = d.pop("errors", UNSET)
        errors: list[ProblemErrorsItem] | Unset = UNSET
        if _errors is not UNSET:
            errors = []
            for errors_item_data in _errors:
                errors_item = ProblemErrorsItem.from_dict(errors_item_data)

                errors.append(errors_item)

        _stage = d.pop("stage", UNSET)
        stage: ProblemStage | Unset
        if isinstance(_stage, Unset):
            stage = UNSET
        else:
            stage = ProblemStage(_stage)

        _reason = d.pop("reason", UNSET)
        reason: ProblemReason | Unset
        if isinstance(_reason, Unset):
            reason = UNSET
        else:
            reason = ProblemReason(_reason)

        attempts_left = d.pop("attempts_left", UNSET)

        _next_code_at = d.pop("next_code_at", UNSET)
        next_code_at: datetime.datetime | Unset
        if isinstance(_next_code_at, Unset):
            next_code_at = UNSET
        else:
            next_code_at = datetime.datetime.fromisoformat(_next_code_at)

        retry_after = d.pop("retry_after", UNSET)

        max_age = d.pop("max_age", UNSET)

        problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            errors=errors,
            stage=stage,
            reason=reason,
            attempts_left=attempts_left,
            next_code_at=next_code_at,
            retry_after=retry_after,
            max_age=max_age,
        )

        problem.additional_properties = d
        return problem

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
