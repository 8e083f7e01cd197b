from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.event_kind import EventKind

if TYPE_CHECKING:
    from ..models.event_detail import EventDetail


T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """One of the audit trail: ids, a kind, and facts without free text but a reason and
    what a changed name was and is.

    Network address and browser are those of the login that it was done in:
    `actor_login_id`, where somebody acted on something else than the own login, else
    `login_id`. They are null for an operator, and once that login has been purged.

    `client_name` is of the application that a login is for, that acted, or that the
    event is about; null for those of Doorstep itself.

        Attributes:
            id (UUID):
            kind (EventKind):
            at (datetime.datetime):
            member_id (None | UUID):
            actor_id (None | UUID):
            login_id (None | UUID):
            enrollment_id (None | UUID):
            actor_login_id (None | UUID):
            client_address (None | str):
            browser_family (None | str):
            browser_system (None | str):
            client_name (None | str):
            detail (EventDetail):
    """

    id: UUID
    kind: EventKind
    at: datetime.datetime
    member_id: None | UUID
    actor_id: None | UUID
    login_id: None | UUID
    enrollment_id: None | UUID
    actor_login_id: None | UUID
    client_address: None | str
    browser_family: None | str
    browser_system: None | str
    client_name: None | str
    detail: EventDetail
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind = self.kind.value

        at = self.at.isoformat()

        member_id: None | str
        if isinstance(self.member_id, UUID):
            member_id = str(self.member_id)
        else:
            member_id = self.member_id

        actor_id: None | str
        if isinstance(self.actor_id, UUID):
            actor_id = str(self.actor_id)
        else:
            actor_id = self.actor_id

        login_id: None | str
        if isinstance(self.login_id, UUID):
            login_id = str(self.login_id)
        else:
            login_id = self.login_id

        enrollment_id: None | str
        if isinstance(self.enrollment_id, UUID):
            enrollment_id = str(self.enrollment_id)
        else:
            enrollment_id = self.enrollment_id

        actor_login_id: None | str
        if isinstance(self.actor_login_id, UUID):
            actor_login_id = str(self.actor_login_id)
        else:
            actor_login_id = self.actor_login_id

        client_address: None | str
        client_address = self.client_address

        browser_family: None | str
        browser_family = self.browser_family

        browser_system: None | str
        browser_system = self.browser_system

        client_name: None | str
        client_name = self.client_name

        detail = self.detail.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "at": at,
                "member_id": member_id,
                "actor_id": actor_id,
                "login_id": login_id,
                "enrollment_id": enrollment_id,
                "actor_login_id": actor_login_id,
                "client_address": client_address,
                "browser_family": browser_family,
                "browser_system": browser_system,
                "client_name": client_name,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.event_detail import EventDetail

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = EventKind(d.pop("kind"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_member_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                member_id_type_0 = UUID(data)

                return member_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        member_id = _parse_member_id(d.pop("member_id"))

        def _parse_actor_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                actor_id_type_0 = UUID(data)

                return actor_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        actor_id = _parse_actor_id(d.pop("actor_id"))

        def _parse_login_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                login_id_type_0 = UUID(data)

                return login_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        login_id = _parse_login_id(d.pop("login_id"))

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

        def _parse_actor_login_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                actor_login_id_type_0 = UUID(data)

                return actor_login_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        actor_login_id = _parse_actor_login_id(d.pop("actor_login_id"))

        def _parse_client_address(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        client_address = _parse_client_address(d.pop("client_address"))

        def _parse_browser_family(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        browser_family = _parse_browser_family(d.pop("browser_family"))

        def _parse_browser_system(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        browser_system = _parse_browser_system(d.pop("browser_system"))

        def _parse_client_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        client_name = _parse_client_name(d.pop("client_name"))

        detail = EventDetail.from_dict(d.pop("detail"))

        event = cls(
            id=id,
            kind=kind,
            at=at,
            member_id=member_id,
            actor_id=actor_id,
            login_id=login_id,
            enrollment_id=enrollment_id,
            actor_login_id=actor_login_id,
            client_address=client_address,
            browser_family=browser_family,
            browser_system=browser_system,
            client_name=client_name,
            detail=detail,
        )

        event.additional_properties = d
        return event

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
