"""The endings of flows and sessions.

Functions that take a pool are one transaction each, with the member locked first; the
others run in the transaction of their caller. Only the first ending of a flow counts:
a later one returns it.
"""

from dataclasses import replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from doorstep.db.actors import OPERATOR, Actor
from doorstep.db.authorization_codes import AuthorizationCodes
from doorstep.db.devices import Devices
from doorstep.db.emails import Emails
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.invitations import Invitation, Invitations
from doorstep.db.login_facts import LoginsWithFacts
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.recoveries import Recoveries
from doorstep.db.sessions import Sessions
from doorstep.db.token_grants import TokenGrants
from doorstep.db.writes import MemberLock, Write, write_together
from doorstep.messages.flows import EnrollmentEnded, InvitationEnded
from doorstep.rules.stages import EnrollmentStage, InvitationStage, LoginStage


class Bounds(Protocol):
    """What is known of a login that its setup moves."""

    @property
    def ended_at(self) -> datetime | None: ...

    @property
    def latest_expiry(self) -> datetime: ...


async def end_login(
    pool: Pool, login_id: UUID, member_id: UUID, stage: LoginStage, at: datetime
) -> LoginStage:
    """End it and its setup; returns the ending that was committed first."""
    async with pool.acquire() as connection, connection.transaction():
        await Members(connection).lock(member_id)
        login = await Logins(connection).get(login_id)
        return await close_login(connection, login, stage, at)


async def end_enrollment(
    pool: Pool,
    enrollment_id: UUID,
    member_id: UUID,
    stage: EnrollmentStage,
    at: datetime,
) -> EnrollmentEnded:
    """Cancel it; returns the ending that was committed first, and its login's stage."""
    async with pool.acquire() as connection, connection.transaction():
        await Members(connection).lock(member_id)
        enrollment = await Enrollments(connection).get(enrollment_id)
        return await close_enrollment(connection, enrollment, stage, at)


async def withdraw_login(pool: Pool, login: Login, at: datetime) -> None:
    """Cancel a login whose workflow was not started; it counts for no budget.

    If the workflow was started after all, it finds the row ended at its deadline.
    """
    async with pool.acquire() as connection, connection.transaction():
        await Members(connection).lock(login.member_id)
        if await Logins(connection).withdraw(login.id, at):
            withdrawn = replace(login, stage=LoginStage.cancelled)
            await _note_login_ended(connection, withdrawn, at)


async def expire_login(pool: Pool, login: Login, at: datetime) -> None:
    """Expire it and its setup if it is past its deadline and has not ended."""
    async with pool.acquire() as connection, connection.transaction():
        await Members(connection).lock(login.member_id)
        current = await Logins(connection).find(login.id)
        if current is not None and current.over(at):
            await close_login(connection, current, LoginStage.expired, at)


async def ended_with_session(
    connection: Connection, login: Login, at: datetime
) -> bool:
    """Whether the session that stands for the login's password was ended: the login is
    cancelled then.
    """
    if not await LoginsWithFacts(connection).stood_on_ended_session(login):
        return False
    await close_login(connection, login, LoginStage.cancelled, at)
    return True


async def close_enrollment(
    connection: Connection,
    enrollment: Enrollment,
    stage: EnrollmentStage,
    at: datetime,
) -> EnrollmentEnded:
    """End the setup, and move its login on or back; returns the first ending.

    The row was read with the member locked.
    """
    login = await Logins(connection).get(enrollment.login_id)
    if enrollment.ended_at is not None:
        return _ended(enrollment, enrollment.stage, login.expires_at)
    ended, writes = closing(enrollment, login, stage, at)
    await write_together(connection, *writes)
    return ended


def closing(
    enrollment: Enrollment, login: Bounds, stage: EnrollmentStage, at: datetime
) -> tuple[EnrollmentEnded, list[Write]]:
    """What ends a setup that has not ended: its pending secret is erased too.

    The login stays in a final stage, if it has ended.
    """
    deadline = at + enrollment.policy.lifetime
    if login.ended_at is None:
        deadline = min(deadline, login.latest_expiry)
    ended = _ended(enrollment, stage, deadline)
    event = Event.of_enrollment(EventKind.enrollment_ended, enrollment, at, stage=stage)
    writes = [
        Enrollments.ended(enrollment.id, stage, at),
        Emails.unsent_abandoned(enrollment.id, at),
        Events.written(event),
    ]
    if stage is not EnrollmentStage.enrolled:
        writes.append(Devices.pending_abandoned(enrollment.id, at))
    if login.ended_at is None:
        writes.append(Logins.moved(enrollment.login_id, ended.login_stage, deadline))
    return ended, writes


def _ended(
    enrollment: Enrollment, stage: EnrollmentStage, deadline: datetime
) -> EnrollmentEnded:
    enrolled = stage is EnrollmentStage.enrolled
    return EnrollmentEnded(
        enrollment_id=enrollment.id,
        stage=stage,
        login_stage=LoginStage.code_required if enrolled else enrollment.returns_to,
        login_expires_at=deadline,
    )


async def cancel_leftovers(connection: Connection, login: Login, at: datetime) -> Login:
    """Cancel running setups of the login whose workflow was terminated or not started.

    For acts of a login whose own workflow has no running setup. Returns its row.
    """
    if login.setup is None:
        return login
    await cancel_enrollments(connection, login.member_id, at, of_login=login.id)
    return await Logins(connection).get(login.id)


async def close_login(
    connection: Connection, login: Login, stage: LoginStage, at: datetime
) -> LoginStage:
    """End the login and its setup; returns the ending that was committed first."""
    if login.ended_at is not None:
        return login.stage
    await Logins(connection).end(
        login.id, stage, at
    )  # first, so that the setup's end does not move it
    await cancel_enrollments(connection, login.member_id, at, of_login=login.id)
    await _note_login_ended(connection, replace(login, stage=stage), at)
    return stage


async def cancel_enrollments(
    connection: Connection,
    member_id: UUID,
    at: datetime,
    *,
    of_login: UUID | None = None,
) -> tuple[UUID, ...]:
    """Cancel all running setups of the member, or of one login; returns their ids."""
    running = await Enrollments(connection).running_of(member_id)
    cancelled = [each for each in running if of_login in (None, each.login_id)]
    for enrollment in cancelled:
        stage = EnrollmentStage.cancelled
        await close_enrollment(connection, enrollment, stage, at)
    return tuple(each.id for each in cancelled)


async def withdraw_invitation(
    connection: Connection, member: Member, at: datetime, by: Actor = OPERATOR
) -> list[str]:
    """Cancel the member's invitation, if one runs; returns its workflow, which is to be
    signalled.
    """
    running = await Invitations(connection).running_of(member.id)
    if running is None:
        return []
    stage = InvitationStage.cancelled
    await write_together(connection, *_of_invitation(running, stage, at, by))
    return [f"invitation/{running.id}"]


async def end_invitation(
    pool: Pool,
    invitation_id: UUID,
    member_id: UUID,
    stage: InvitationStage,
    at: datetime,
) -> InvitationEnded:
    """End it without a password; returns the ending that was committed first."""
    async with MemberLock.held(pool, member_id) as connection:
        invitation = await Invitations(connection).get(invitation_id)
        if invitation.ended_at is not None:
            return InvitationEnded(stage=invitation.stage)
        await write_together(connection, *_of_invitation(invitation, stage, at))
        return InvitationEnded(stage=stage)


def _of_invitation(
    invitation: Invitation,
    stage: InvitationStage,
    at: datetime,
    by: Actor = OPERATOR,
) -> list[Write]:
    event = Event(
        EventKind.invitation_ended,
        invitation.account_id,
        at,
        invitation.member_id,
        detail={"stage": stage},
    )
    return [Invitations.ended(invitation.id, stage, at), Events.written(event.by(by))]


async def sign_out_everywhere(
    connection: Connection,
    member_id: UUID,
    at: datetime,
    *,
    keeping: UUID | None = None,
) -> list[UUID]:
    """End the member's sessions, flows and what applications were granted; returns the
    logins to signal afterwards.

    `keeping` is the id of a session that stays. Recoveries are voided: they look as
    before to who does not know that the address is a member's.
    """
    codes = AuthorizationCodes.all_ended(member_id, at)
    ended = Sessions.all_ended(member_id, at, besides=keeping)
    voided = Recoveries.voided_all(member_id, at)
    await write_together(connection, *ended, codes, voided)
    await write_together(connection, TokenGrants.all_ended(member_id, at))
    cancelled = await Logins(connection).cancel_all_of(member_id, at)
    await cancel_enrollments(connection, member_id, at)
    for login in cancelled:
        await _note_login_ended(connection, login, at)
    return [login.id for login in cancelled]


async def _note_login_ended(connection: Connection, login: Login, at: datetime) -> None:
    """`login` is the row after its end."""
    event = Event.of_login(EventKind.login_ended, login, at, stage=login.stage)
    await Events(connection).write(event)
