"""The endings of flows and sessions.

Functions that take a pool are one transaction each, with the member locked first; the
others run in the transaction of their caller. Only the first ending of a flow counts:
a later one returns it.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from doorstep.db.devices import Devices
from doorstep.db.emails import Emails
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.sessions import Sessions
from doorstep.messages.flows import EnrollmentEnded
from doorstep.rules.stages import EnrollmentStage, LoginStage


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


async def close_enrollment(
    connection: Connection,
    enrollment: Enrollment,
    stage: EnrollmentStage,
    at: datetime,
) -> EnrollmentEnded:
    """End the setup, erase its pending secret, and move its login on or back.

    Returns the ending that was committed first.
    """
    ended = await Enrollments(connection).end(enrollment.id, stage, at)
    final = (await Enrollments(connection).get(enrollment.id)).stage
    if ended:
        await Devices(connection).abandon_pending(enrollment.id, at)
        await Emails(connection).abandon_unsent(enrollment.id, at)
        kind = EventKind.enrollment_ended
        await Events(connection).write(
            Event.of_enrollment(kind, enrollment, at, stage=stage)
        )
    enrolled = final is EnrollmentStage.enrolled
    next_stage = LoginStage.code_required if enrolled else enrollment.returns_to
    return EnrollmentEnded(
        enrollment_id=enrollment.id,
        stage=final,
        login_stage=next_stage,
        login_expires_at=await _login_expiry(
            connection,
            enrollment,
            next_stage,
            at + enrollment.policy.lifetime,
            moves=ended,
        ),
    )


async def _login_expiry(
    connection: Connection,
    enrollment: Enrollment,
    next_stage: LoginStage,
    deadline: datetime,
    *,
    moves: bool,
) -> datetime:
    if moves:
        return await Logins(connection).move(enrollment.login_id, next_stage, deadline)
    return (await Logins(connection).get(enrollment.login_id)).expires_at


async def cancel_leftovers(connection: Connection, login: Login, at: datetime) -> Login:
    """Cancel running setups of the login whose workflow was terminated or not started.

    For acts of a login whose own workflow has no running setup. Returns its row.
    """
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


async def sign_out_everywhere(
    connection: Connection, member_id: UUID, at: datetime
) -> list[UUID]:
    """End the member's sessions and flows; returns the logins to signal afterwards."""
    await Sessions(connection).end_all_of(member_id, at)
    cancelled = await Logins(connection).cancel_all_of(member_id, at)
    await cancel_enrollments(connection, member_id, at)
    for login in cancelled:
        await _note_login_ended(connection, login, at)
    return [login.id for login in cancelled]


async def _note_login_ended(connection: Connection, login: Login, at: datetime) -> None:
    """`login` is the row after its end."""
    event = Event.of_login(EventKind.login_ended, login, at, stage=login.stage)
    await Events(connection).write(event)
