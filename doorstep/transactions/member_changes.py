"""Changes of a member by an administrator or operator, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from doorstep.db.actors import OPERATOR, Actor
from doorstep.db.erasures import Erasures
from doorstep.db.event_names import EventNames
from doorstep.db.event_reasons import EventReasons
from doorstep.db.events import DetailValue, Event, EventKind, Events
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool, present
from doorstep.errors import AddressTakenError, MemberGone, StepUpNeeded
from doorstep.messages.flows import InvitationStart, NoticeStart
from doorstep.rules.people import Language, Name, ReasonText, Role
from doorstep.transactions.address_changes import (
    AddressAsked,
    NewAddress,
    begin_change,
    keep_address,
)
from doorstep.transactions.endings import sign_out_everywhere, withdraw_invitation
from doorstep.transactions.invitations import is_taken, waits_for_password
from doorstep.transactions.invited_addresses import InvitedAddress
from doorstep.transactions.last_administrator import keep_an_administrator
from doorstep.transactions.members import lock_member_in_account

_PERSONAL = ("name", "email")


class MemberChange(BaseModel):
    """The fields to change; None means unchanged."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    name: Name | None = None
    role: Role | None = None
    language: Language | None = None
    disabled: bool | None = None


@dataclass(frozen=True)
class MemberChanged:
    """What differs now, and the running logins that were ended by disabling, with the
    workflows of invitations: all are to be signalled. `address` is a change of address
    to be started, `kept` one that ended; `invited` an invitation to be started, which
    goes to another address, and `notices` those of the correction.
    """

    fields: list[str]
    ended: list[UUID]
    address: AddressAsked | None = None
    kept: UUID | None = None
    invitations: Sequence[str] = ()
    invited: InvitationStart | None = None
    notices: Sequence[NoticeStart] = ()


async def change_member(
    pool: Pool,
    account_id: UUID,
    member_id: UUID,
    change: MemberChange,
    *,
    at: datetime,
    by: Actor = OPERATOR,
    reason: ReasonText | None = None,
    address: NewAddress | None = None,
) -> MemberChanged:
    """An operator may give a reason. `address` takes effect once its code came back, or
    its invitation is accepted; the present one ends a pending change.

    Raises MemberGone, also for one who is being erased, LastAdministratorError,
    StepUpNeeded for another role, access or address without a step-up,
    AddressTakenError, and the errors of `begin_change`.
    """
    async with pool.acquire() as connection, connection.transaction():
        member = await lock_member_in_account(connection, account_id, member_id)
        if await Erasures(connection).find(member_id):
            raise MemberGone("The member is being erased.")
        moves = address is not None and address.email != member.email
        if not by.stepped_up and (moves or _changes_access(member, change)):
            raise StepUpNeeded
        changed = await apply_change(
            connection, member, change, at=at, by=by, reason=reason
        )
        if address is None:
            return changed
        member = await Members(connection).get(member.id)
        changing = _Changing(connection, member, at, by, reason)
        return await changing.readdress(changed, address)


async def apply_change(
    connection: Connection,
    member: Member,
    change: MemberChange,
    *,
    at: datetime,
    by: Actor = OPERATOR,
    reason: ReasonText | None = None,
) -> MemberChanged:
    """Within the caller's transaction, which has locked the account and the member."""
    return await _Changing(connection, member, at, by, reason).apply(change)


def _changes_access(member: Member, change: MemberChange) -> bool:
    """Whether it differs in what the member may do; a role that stays is no matter."""
    role, disabled = member.role, member.disabled_at is not None
    return change.role not in (None, role) or change.disabled not in (None, disabled)


def differences(member: Member, given: Mapping[str, object]) -> dict[str, DetailValue]:
    """Which fields differ, with the new value and, as `role_from`, the one before; for
    name and address, which are personal data, only that they do.
    """
    detail: dict[str, DetailValue] = {}
    for field, value in sorted(given.items()):
        before = getattr(member, field)
        if value == before:
            continue
        detail[field] = True if field in _PERSONAL else str(value)
        if field not in _PERSONAL:
            detail[f"{field}_from"] = str(before)
    return detail


@dataclass(frozen=True)
class _Changing:
    """A change of one member; account and member are locked."""

    connection: Connection
    member: Member
    at: datetime
    by: Actor
    reason: ReasonText | None

    async def apply(self, change: MemberChange) -> MemberChanged:
        if change.disabled or change.role is Role.member:
            await keep_an_administrator(self.connection, self.member)
        await Members(self.connection).change(
            self.member.id,
            name=change.name,
            role=change.role,
            language=change.language,
        )
        given = change.model_dump(exclude_none=True, exclude={"disabled"})
        if changed := differences(self.member, given):
            event_id = await self._write(EventKind.member_changed, **changed)
        if "name" in changed and change.name:
            names = EventNames(self.connection)
            await names.insert(event_id, self.member.name, change.name)
        fields = [name for name in MemberChange.model_fields if name in changed]
        if change.disabled in (None, self.member.disabled_at is not None):
            return MemberChanged(fields, [])
        return await self._set_disabled([*fields, "disabled"], change.disabled is True)

    async def readdress(
        self, changed: MemberChanged, address: NewAddress
    ) -> MemberChanged:
        """An administrator may know whether it is taken."""
        connection, member = self.connection, self.member
        stays = address.email == member.email
        invited = member.invited_at is not None and waits_for_password(member)
        if invited and stays:
            return await self._invite_there(changed, address)
        if stays:
            kept = await keep_address(connection, member, self.at)
            return replace(changed, kept=kept)
        if await is_taken(connection, member, address.email):
            raise AddressTakenError
        changed = replace(changed, fields=[*changed.fields, "email"])
        if invited:
            return await self._correct(changed, address)
        asked = await begin_change(connection, member, address, self.at, self.by)
        await self._explain(present(asked.event_id))
        return replace(changed, address=asked)

    async def _correct(
        self, changed: MemberChanged, address: NewAddress
    ) -> MemberChanged:
        done = await self._invited(address).correct(address.email)
        await self._explain(done.event_id)
        return replace(
            changed,
            invitations=[*changed.invitations, *done.invited.earlier],
            invited=done.invited.start,
            notices=[done.notice],
        )

    async def _invite_there(
        self, changed: MemberChanged, address: NewAddress
    ) -> MemberChanged:
        done = await self._invited(address).keep()
        if done is None:
            return changed
        ended = [*changed.invitations, *done.earlier]
        return replace(changed, invitations=ended, invited=done.start)

    def _invited(self, address: NewAddress) -> InvitedAddress:
        return InvitedAddress(
            self.connection, self.member, address.inviting, self.at, self.by
        )

    async def _set_disabled(self, fields: list[str], disabled: bool) -> MemberChanged:
        connection, member, at = self.connection, self.member, self.at
        await Members(connection).set_disabled(member.id, at if disabled else None)
        if not disabled:
            await self._write(EventKind.member_enabled)
            return MemberChanged(fields, [])
        await self._write(EventKind.member_disabled)
        invitations = await withdraw_invitation(connection, member, at, self.by)
        ended = await sign_out_everywhere(connection, member.id, at)
        return MemberChanged(fields, ended, invitations=invitations)

    async def _write(self, kind: EventKind, **detail: DetailValue) -> UUID:
        event = Event.of_member(kind, self.member, self.at, **detail)
        event_id = await Events(self.connection).write(event.by(self.by))
        await self._explain(event_id)
        return event_id

    async def _explain(self, event_id: UUID) -> None:
        if self.reason:
            await EventReasons(self.connection).insert(event_id, self.reason)
