from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.enrollment_stage import EnrollmentStage
from ..models.reason import Reason

if TYPE_CHECKING:
    from ..models.member_name import MemberName


T = TypeVar("T", bound="RunningSetup")


@_attrs_define
class RunningSetup:
    """`waiting_for` and `last_mail_failure` are words; `since` is of the stage.

    Attributes:
        id (UUID):
        member (MemberName):
        stage (EnrollmentStage): The stage of a setup.
        since (datetime.datetime):
        reason (Reason): In the order in which they can occur while signing in.
        waiting_for (str):
        last_mail_failure (None | str):
        started_at (datetime.datetime):
        expires_at (datetime.datetime):
    """

    id: UUID
    member: MemberName
    stage: EnrollmentStage
    since: datetime.datetime
    reason: Reason
    waiting_for: str
    last_mail_failure: None | str
    started_at: datetime.datetime
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        member = self.member.to_dict()

        stage = self.stage.value

        since = self.since.isoformat()

        reason = self.reason.value

        waiting_for = self.waiting_for

        last_mail_failure: None | str
        last_mail_failure = self.last_mail_failure

        started_at = self.started_at.isoformat()

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "member": member,
                "stage": stage,
                "since": since,
                "reason": reason,
                "waiting_for": waiting_for,
                "last_mail_failure": last_mail_failure,
                "started_at": started_at,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.member_name import MemberName

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        member = MemberName.from_dict(d.pop("member"))

        stage = EnrollmentStage(d.pop("stage"))

        since = datetime.datetime.fromisoformat(d.pop("since"))

        reason = Reason(d.pop("reason"))

        waiting_for = d.pop("waiting_for")

        def _parse_last_mail_failure(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        last_mail_failure = _parse_last_mail_failure(d.pop("last_mail_failure"))

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        running_setup = cls(
            id=id,
            member=member,
            stage=stage,
            since=since,
            reason=reason,
            waiting_for=waiting_for,
            last_mail_failure=last_mail_failure,
            started_at=started_at,
            expires_at=expires_at,
        )

        running_setup.additional_properties = d
        return running_setup

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
