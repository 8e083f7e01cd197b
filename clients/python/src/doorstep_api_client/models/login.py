from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.login_stage import LoginStage
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.session import Session


T = TypeVar("T", bound="Login")


@_attrs_define
class Login:
    """`purpose` is what the application says the code is for. The session of one that
    an application vouched for is null.

        Attributes:
            id (UUID):
            stage (LoginStage): The stage of a login.
            application (str):
            purpose (None | str):
            enrollment_id (None | UUID):
            next_code_at (datetime.datetime | None):
            expires_at (datetime.datetime):
            flow_token (None | str | Unset):
            session (None | Session | Unset):
    """

    id: UUID
    stage: LoginStage
    application: str
    purpose: None | str
    enrollment_id: None | UUID
    next_code_at: datetime.datetime | None
    expires_at: datetime.datetime
    flow_token: None | str | Unset = UNSET
    session: None | Session | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.session import Session

        id = str(self.id)

        stage = self.stage.value

        application = self.application

        purpose: None | str
        purpose = self.purpose

        enrollment_id: None | str
        if isinstance(self.enrollment_id, UUID):
            enrollment_id = str(self.enrollment_id)
        else:
            enrollment_id = self.enrollment_id

        next_code_at: None | str
        if isinstance(self.next_code_at, datetime.datetime):
            next_code_at = self.next_code_at.isoformat()
        else:
            next_code_at = self.next_code_at

        expires_at = self.expires_at.isoformat()

        flow_token: None | str | Unset
        if isinstance(self.flow_token, Unset):
            flow_token = UNSET
        else:
            flow_token = self.flow_token

        session: dict[str, Any] | None | Unset
        if isinstance(self.session, Unset):
            session = UNSET
        elif isinstance(self.session, Session):
            session = self.session.to_dict()
        else:
            session = self.session

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "stage": stage,
                "application": application,
                "purpose": purpose,
                "enrollment_id": enrollment_id,
                "next_code_at": next_code_at,
                "expires_at": expires_at,
            }
        )
        if flow_token is not UNSET:
            field_dict["flow_token"] = flow_token
        if session is not UNSET:
            field_dict["session"] = session

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.session import Session

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        stage = LoginStage(d.pop("stage"))

        application = d.pop("application")

        def _parse_purpose(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        purpose = _parse_purpose(d.pop("purpose"))

        def _parse_enrollment_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                enrollment_id_type_0 = UUID(data)

                return enrollment_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        enrollment_id = _parse_enrollment_id(d.pop("enrollment_id"))

        def _parse_next_code_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_code_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_code_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_code_at = _parse_next_code_at(d.pop("next_code_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        def _parse_flow_token(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        flow_token = _parse_flow_token(d.pop("flow_token", UNSET))

        def _parse_session(data: object) -> None | Session | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                session_type_0 = Session.from_dict(data)

                return session_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Session | Unset, data)

        session = _parse_session(d.pop("session", UNSET))

        login = cls(
            id=id,
            stage=stage,
            application=application,
            purpose=purpose,
            enrollment_id=enrollment_id,
            next_code_at=next_code_at,
            expires_at=expires_at,
            flow_token=flow_token,
            session=session,
        )

        login.additional_properties = d
        return login

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
