from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.account import Account
    from ..models.authenticator_facts import AuthenticatorFacts
    from ..models.member import Member
    from ..models.session_facts import SessionFacts


T = TypeVar("T", bound="Me")


@_attrs_define
class Me:
    """
    Attributes:
        member (Member): `pending_email` waits for its code to become the member's address.
        account (Account): `colour` is `#rrggbb`, or null for Doorstep's own.
        session (SessionFacts):
        authenticator (AuthenticatorFacts | None):
    """

    member: Member
    account: Account
    session: SessionFacts
    authenticator: AuthenticatorFacts | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.authenticator_facts import AuthenticatorFacts

        member = self.member.to_dict()

        account = self.account.to_dict()

        session = self.session.to_dict()

        authenticator: dict[str, Any] | None
        if isinstance(self.authenticator, AuthenticatorFacts):
            authenticator = self.authenticator.to_dict()
        else:
            authenticator = self.authenticator

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "member": member,
                "account": account,
                "session": session,
                "authenticator": authenticator,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.account import Account
        from ..models.authenticator_facts import AuthenticatorFacts
        from ..models.member import Member
        from ..models.session_facts import SessionFacts

        d = dict(src_dict)
        member = Member.from_dict(d.pop("member"))

        account = Account.from_dict(d.pop("account"))

        session = SessionFacts.from_dict(d.pop("session"))

        def _parse_authenticator(data: object) -> AuthenticatorFacts | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                authenticator_type_0 = AuthenticatorFacts.from_dict(data)

                return authenticator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AuthenticatorFacts | None, data)

        authenticator = _parse_authenticator(d.pop("authenticator"))

        me = cls(
            member=member,
            account=account,
            session=session,
            authenticator=authenticator,
        )

        me.additional_properties = d
        return me

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
