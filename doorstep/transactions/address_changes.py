"""Changes of address: beginning one, and ending one without a change.

Whether another member has the new address changes no statement: who asks for it learns
nothing. Only an administrator, who could create a member with it, is told before.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.actors import Actor
from doorstep.db.address_changes import AddressChange, AddressChanges
from doorstep.db.attempts import AttemptKind, Attempts
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Member, Members
from doorstep.db.notices import NoticeKind
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import MemberLock, Write, write_together
from doorstep.errors import CannotConfirmError, ResendTooSoonError, TooManyMailsError
from doorstep.messages.flows import AddressEnded, AddressStart, NoticeStart, Outcome
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.policy import AddressPolicy
from doorstep.rules.stages import AddressStage
from doorstep.transactions.email_budget import EmailBudget, addresses_at
from doorstep.transactions.invitations import Inviting
from doorstep.transactions.notices import new_notice

_CHANGE = "change_id"


@dataclass(frozen=True)
class NewAddress:
    """The address that is asked for, with the limits, and how a member who has no
    password yet is invited there.
    """

    email: str
    policy: AddressPolicy
    inviting: Inviting


@dataclass(frozen=True)
class AddressAsked:
    """What is to be started and signalled after the commit; `replaced` is the change
    that was pending, which has ended. `event_id` is that of the asking. A repeat has
    the change alone.
    """

    change: AddressChange
    notice: NoticeStart | None = None
    replaced: UUID | None = None
    event_id: UUID | None = None

    @property
    def start(self) -> AddressStart:
        change = self.change
        return AddressStart(
            change_id=change.id,
            account_id=change.account_id,
            member_id=change.member_id,
            started_at=change.started_at,
            expires_at=change.expires_at,
            policy=change.policy,
        )


async def ask_for_address(  # noqa: PLR0917  an act of the member, once
    pool: Pool,
    member_id: UUID,
    asked: NewAddress,
    at: datetime,
    by: Actor,
    attempt_id: UUID,
) -> AddressAsked:
    """For the member; a repeat of the attempt returns its change. Raises the same as
    `begin_change`.
    """
    async with MemberLock.held(pool, member_id) as connection:
        if earlier := await Attempts(connection).verdict(attempt_id):
            change_id = UUID(str(earlier[_CHANGE]))
            return AddressAsked(await AddressChanges(connection).get(change_id))
        member = await Members(connection).get(member_id)
        begun = await begin_change(connection, member, asked, at, by)
        change_id = begun.change.id
        recorded = Attempts.recorded(
            attempt_id,
            member_id=member_id,
            flow_id=change_id,
            kind=AttemptKind.new_address,
            outcome=Outcome.accepted,
            verdict={_CHANGE: str(change_id)},
            at=at,
        )
        await write_together(connection, recorded)
        return begun


async def begin_change(
    connection: Connection, member: Member, asked: NewAddress, at: datetime, by: Actor
) -> AddressAsked:
    """With the first mail, in place of the pending one. The member is locked.

    Raises CannotConfirmError, TooManyMailsError and ResendTooSoonError.
    """
    if not member.signs_in_by_password:
        raise CannotConfirmError
    typed = TypedAddress.read(asked.email)
    spent = await addresses_at(connection, at).spent(member.id, typed.digest)
    budget = EmailBudget.of(spent, asked.policy)
    pending = await _pending(connection, member)
    _check_budget(budget, pending, typed, at)
    if pending:
        await write_together(connection, *ending(pending, AddressStage.cancelled, at))
    change = _change(member, asked, budget, at)
    event, event_id = Event.of_member(EventKind.address_asked, member, at), uuid7()
    notice, noticed = new_notice(NoticeKind.address_asked, member, at)
    await write_together(
        connection,
        AddressChanges.inserted(change),
        Events.written(event.by(by), event_id),
        noticed,
    )
    return AddressAsked(change, notice, pending.id if pending else None, event_id)


async def keep_address(
    connection: Connection, member: Member, at: datetime
) -> UUID | None:
    """End the pending change; returns its id. The member is locked."""
    pending = await _pending(connection, member)
    if pending is None:
        return None
    await write_together(connection, *ending(pending, AddressStage.cancelled, at))
    return pending.id


async def withdraw_change(
    pool: Pool, change_id: UUID, at: datetime, attempt_id: UUID | None = None
) -> None:
    """Of which no workflow was started; it counts for no budget, and a repeat of the
    attempt asks anew.
    """
    async with pool.acquire() as connection, connection.transaction():
        await AddressChanges(connection).withdraw(change_id, at)
        if attempt_id is not None:
            await Attempts(connection).delete(attempt_id)


async def end_change(
    pool: Pool, change_id: UUID, member_id: UUID, stage: AddressStage, at: datetime
) -> AddressEnded:
    """End it without a change; returns the ending that was committed first."""
    async with MemberLock.held(pool, member_id) as connection:
        change = await AddressChanges(connection).get(change_id)
        if change.ended_at is not None:
            return AddressEnded(stage=change.stage)
        await write_together(connection, *ending(change, stage, at))
        return AddressEnded(stage=stage)


def ending(change: AddressChange, stage: AddressStage, at: datetime) -> list[Write]:
    """The row's end without another address, and its event."""
    event = Event(
        EventKind.address_ended,
        change.account_id,
        at,
        change.member_id,
        detail={"stage": stage},
    )
    return [AddressChanges.ended(change.id, stage, at), Events.written(event)]


async def _pending(connection: Connection, member: Member) -> AddressChange | None:
    newest = await AddressChanges(connection).newest_of(member.id)
    return newest if newest and newest.ended_at is None else None


def _check_budget(
    budget: EmailBudget,
    pending: AddressChange | None,
    typed: TypedAddress,
    at: datetime,
) -> None:
    """The same address again is a mail sent again."""
    if pending and pending.address == typed and at < pending.mail.resend_at:
        raise ResendTooSoonError(pending.mail.resend_at)
    if budget.mails_again_at:
        raise TooManyMailsError(budget.mails_again_at)


def _change(
    member: Member, asked: NewAddress, budget: EmailBudget, at: datetime
) -> AddressChange:
    return AddressChange(
        id=uuid7(),
        account_id=member.account_id,
        member_id=member.id,
        email=asked.email,
        stage=AddressStage.verify_email,
        stage_since=at,
        policy=asked.policy,
        started_at=at,
        expires_at=at + asked.policy.lifetime,
        number=1,
        asked_at=at,
        key_name=asked.inviting.ring.newest,
        tries_left=budget.tries_of_one_mail(asked.policy),
    )
