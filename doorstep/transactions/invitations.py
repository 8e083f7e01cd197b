"""Invitations: a member without a password is mailed a link to choose one, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.actors import OPERATOR, Actor
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.invitations import Invitation, Invitations
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import MemberLock, write_together
from doorstep.errors import AddressTakenError, InvitationNotNeeded, TooManyMailsError
from doorstep.messages.flows import InvitationStart, NoticeStart
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.invitations import invitation_token
from doorstep.rules.policy import EnrollmentPolicy, InvitationPolicy
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import InvitationStage
from doorstep.rules.tokens import token_hash
from doorstep.settings.limits import LimitVariables
from doorstep.transactions.address_moves import move_member
from doorstep.transactions.email_budget import EmailBudget, addresses_at
from doorstep.transactions.endings import withdraw_invitation
from doorstep.transactions.interventions import Intervention
from doorstep.transactions.members import MemberFields, add_member


@dataclass(frozen=True)
class Inviting:
    """What an invitation is made of; `mails` limits those to one mailbox."""

    ring: KeyRing
    policy: InvitationPolicy
    mails: EnrollmentPolicy

    @classmethod
    def of(cls, ring: KeyRing, settings: LimitVariables) -> Self:
        return cls(ring, settings.invitation_policy, settings.enrollment_policy)


@dataclass(frozen=True)
class Invited:
    """What follows after the commit: a workflow to start, and earlier ones to signal,
    whose link no longer works.
    """

    start: InvitationStart
    earlier: Sequence[str]


async def create_invited(
    pool: Pool,
    account_id: UUID,
    fields: MemberFields,
    inviting: Inviting,
    *,
    at: datetime,
    by: Actor = OPERATOR,
) -> InvitationStart:
    """Create the member without a password. Raises AddressTakenError."""
    async with pool.acquire() as connection, connection.transaction():
        member_id = await add_member(connection, account_id, fields, None, at=at, by=by)
        member = await Members(connection).get(member_id)
        return await invite(connection, member, inviting, at=at, by=by)


async def invite(
    connection: Connection,
    member: Member,
    inviting: Inviting,
    *,
    at: datetime,
    by: Actor = OPERATOR,
    email: str | None = None,
) -> InvitationStart:
    """Within the caller's transaction, in which nobody else can change the member. A
    workflow that the caller does not start is started by the sweep. `email` is where it
    goes, if not to the member's address.
    """
    invitation = _new_invitation(member, inviting, at, email)
    event = Event.of_member(EventKind.member_invited, member, at).by(by)
    await write_together(
        connection,
        Invitations.inserted([invitation], [_token_hash(invitation, inviting)]),
        Invitations.noted(member.id, at),
        Events.written(event),
    )
    return workflow_argument(invitation)


async def invite_all(
    connection: Connection, members: Sequence[Member], inviting: Inviting, at: datetime
) -> None:
    """New members, whose rows say already that they are invited, by an operator. The
    sweep starts the workflows.
    """
    invitations = [_new_invitation(member, inviting, at) for member in members]
    hashes = [_token_hash(each, inviting) for each in invitations]
    await write_together(connection, Invitations.inserted(invitations, hashes))
    kind = EventKind.member_invited
    await Events(connection).write_all(
        [Event.of_member(kind, member, at) for member in members]
    )


async def invite_again(act: Intervention, inviting: Inviting) -> Invited:
    """With a new link, to the address that was given last: an earlier one is dead.

    Raises InvitationNotNeeded, TooManyMailsError, and AddressTakenError where another
    member has taken that address.
    """
    member = act.member
    if member.password_hash is not None or member.disabled_at is not None:
        raise InvitationNotNeeded(disabled=member.disabled_at is not None)
    email = await corrected_address(act.connection, member)
    await check_mails(act.connection, member, inviting, email, act.at)
    if email and await is_taken(act.connection, member, email):
        raise AddressTakenError
    ended = await withdraw_invitation(act.connection, member, act.at, act.by)
    start = await invite(
        act.connection, member, inviting, at=act.at, by=act.by, email=email
    )
    return Invited(start, ended)


async def check_mails(
    connection: Connection,
    member: Member,
    inviting: Inviting,
    email: str | None,
    at: datetime,
) -> None:
    """Raise TooManyMailsError while the member, or the mailbox to which the invitation
    would go, has been sent as many as may be.
    """
    key = TypedAddress.read(email or member.email).digest
    spent = await addresses_at(connection, at).spent(member.id, key)
    budget = EmailBudget.of(spent, inviting.mails)
    if budget.mails_again_at:
        raise TooManyMailsError(budget.mails_again_at)


def waits_for_password(member: Member) -> bool:
    """Whether an invitation opens something for the member."""
    return member.password_hash is None and member.disabled_at is None


async def corrected_address(connection: Connection, member: Member) -> str | None:
    """What becomes the address of an invited member who has a wrong one."""
    newest = await Invitations(connection).newest_of(member.id)
    return newest.email if newest and member.password_hash is None else None


async def is_taken(connection: Connection, member: Member, email: str) -> bool:
    """Whether another member has the address."""
    owner = await Members(connection).with_address(TypedAddress.read(email))
    return owner is not None and owner.id != member.id


async def cancel_invitation(act: Intervention) -> Invitation | None:
    """Cancel the member's newest unless it has ended; returns it as it was before."""
    newest = await Invitations(act.connection).newest_of(act.member.id)
    await withdraw_invitation(act.connection, act.member, act.at, act.by)
    return newest


async def accept_invitation(
    pool: Pool, invitation: Invitation, password_hash: str, at: datetime
) -> Sequence[NoticeStart] | None:
    """Set the password; None if the link no longer works. It proves the mailbox, which
    becomes the member's if it was not: then there are notices to start.

    Raises AddressTakenError where another member has taken it: nothing has changed.
    """
    async with MemberLock.held(pool, invitation.member_id) as connection:
        current = await Invitations(connection).find(invitation.id)
        member = await Members(connection).get(invitation.member_id)
        if current is None or not can_accept(current, member, at):
            return None
        notices: Sequence[NoticeStart] = ()
        if current.email is not None:
            notices = await _move(connection, member, current.email, at)
        await Members(connection).set_password(member.id, password_hash)
        accepted = Event.of_member(EventKind.invitation_accepted, member, at)
        await write_together(
            connection,
            Invitations.ended(current.id, InvitationStage.accepted, at),
            Members.address_verified(member.id, at),
            Events.written(accepted.by(Actor(member.id))),
        )
        return notices


def can_accept(invitation: Invitation, member: Member, at: datetime) -> bool:
    """The member's row decides too, so that a lost ending opens nothing."""
    return waits_for_password(member) and not invitation.over(at)


async def _move(
    connection: Connection, member: Member, email: str, at: datetime
) -> Sequence[NoticeStart]:
    moved = await move_member(connection, member, email, at)
    if moved is None:
        raise AddressTakenError
    changed = Event.of_member(EventKind.member_changed, member, at, email=True)
    await write_together(connection, Events.written(changed.by(Actor(member.id))))
    return moved.notices


def workflow_argument(invitation: Invitation) -> InvitationStart:
    return InvitationStart(
        invitation_id=invitation.id,
        account_id=invitation.account_id,
        member_id=invitation.member_id,
        invited_at=invitation.invited_at,
        remind_at=invitation.remind_at,
        expires_at=invitation.expires_at,
    )


def _token_hash(invitation: Invitation, inviting: Inviting) -> bytes:
    token = invitation_token(
        inviting.ring, invitation.key_name, invitation.id, invitation.address_key
    )
    return token_hash(token)


def _new_invitation(
    member: Member, inviting: Inviting, at: datetime, email: str | None = None
) -> Invitation:
    return Invitation(
        id=uuid7(),
        account_id=member.account_id,
        member_id=member.id,
        key_name=inviting.ring.newest,
        stage=InvitationStage.invited,
        invited_at=at,
        remind_at=inviting.policy.reminder_at(at),
        expires_at=at + inviting.policy.lifetime,
        number=1,
        asked_at=at,
        email=email,
    )
