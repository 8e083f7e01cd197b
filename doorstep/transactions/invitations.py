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
from doorstep.errors import InvitationNotNeeded, TooManyMailsError
from doorstep.messages.flows import InvitationStart
from doorstep.rules.invitations import invitation_token
from doorstep.rules.policy import EnrollmentPolicy, InvitationPolicy
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import InvitationStage
from doorstep.rules.tokens import token_hash
from doorstep.settings.limits import LimitVariables
from doorstep.transactions.email_budget import email_budget
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
) -> InvitationStart:
    """Within the caller's transaction, in which nobody else can change the member. A
    workflow that the caller does not start is started by the sweep.
    """
    invitation = _new_invitation(member, inviting, at)
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
    """With a new link: an earlier one stops working.

    Raises InvitationNotNeeded, and TooManyMailsError.
    """
    member = act.member
    if member.password_hash is not None or member.disabled_at is not None:
        raise InvitationNotNeeded(disabled=member.disabled_at is not None)
    budget = await email_budget(act.connection, member.id, inviting.mails, act.at)
    if budget.mails_again_at:
        raise TooManyMailsError(budget.mails_again_at)
    ended = await withdraw_invitation(act.connection, member, act.at, act.by)
    start = await invite(act.connection, member, inviting, at=act.at, by=act.by)
    return Invited(start, ended)


async def cancel_invitation(act: Intervention) -> Invitation | None:
    """Cancel the member's newest unless it has ended; returns it as it was before."""
    newest = await Invitations(act.connection).newest_of(act.member.id)
    await withdraw_invitation(act.connection, act.member, act.at, act.by)
    return newest


async def accept_invitation(
    pool: Pool, invitation: Invitation, password_hash: str, at: datetime
) -> bool:
    """Set the password; False if the link no longer works. It proves the mailbox."""
    async with MemberLock.held(pool, invitation.member_id) as connection:
        current = await Invitations(connection).find(invitation.id)
        member = await Members(connection).get(invitation.member_id)
        if current is None or not can_accept(current, member, at):
            return False
        await Members(connection).set_password(member.id, password_hash)
        accepted = Event.of_member(EventKind.invitation_accepted, member, at)
        await write_together(
            connection,
            Invitations.ended(current.id, InvitationStage.accepted, at),
            Members.address_verified(member.id, at),
            Events.written(accepted.by(Actor(member.id))),
        )
        return True


def can_accept(invitation: Invitation, member: Member, at: datetime) -> bool:
    """The member's row decides too, so that a lost ending opens nothing."""
    free = member.password_hash is None and member.disabled_at is None
    return free and not invitation.over(at)


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
    token = invitation_token(inviting.ring, invitation.key_name, invitation.id)
    return token_hash(token)


def _new_invitation(member: Member, inviting: Inviting, at: datetime) -> Invitation:
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
    )
