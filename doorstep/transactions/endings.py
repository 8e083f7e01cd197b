"""Ending a flow that has no workflow, or one that ends nothing: one transaction each.

Whoever comes second finds the ending that was committed first.
"""

from dataclasses import replace
from datetime import datetime

from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.rules.stages import EnrollmentStage, LoginStage
from doorstep.transactions.enrollment_endings import end_enrollment, note_login_ended
from doorstep.transactions.enrollment_endings import end_login as close_login


async def end_login(pool: Pool, login: Login, at: datetime) -> LoginStage:
    """As cancelled, its set-up with it; gives the ending that stands."""
    async with pool.acquire() as connection, connection.transaction():
        await Members(connection).lock(login.member_id)
        current = await Logins(connection).get(login.id)
        return await close_login(connection, current, LoginStage.cancelled, at)


async def end_setup(pool: Pool, setup: Enrollment, at: datetime) -> EnrollmentStage:
    """As cancelled; its login goes back to where it came from."""
    async with pool.acquire() as connection, connection.transaction():
        await Members(connection).lock(setup.member_id)
        current = await Enrollments(connection).get(setup.id)
        ended = await end_enrollment(connection, current, EnrollmentStage.cancelled, at)
        return ended.stage


async def withdraw_login(pool: Pool, login: Login, at: datetime) -> None:
    """Temporal did not take its start: cancelled, and counted nowhere.

    A workflow that began after all finds at its deadline that the login is over.
    """
    async with pool.acquire() as connection, connection.transaction():
        await Members(connection).lock(login.member_id)
        if await Logins(connection).withdraw(login.id, at):
            withdrawn = replace(login, stage=LoginStage.cancelled)
            await note_login_ended(connection, withdrawn, at)


async def expire_login(pool: Pool, login: Login, at: datetime) -> None:
    """Past its deadline: expired, its set-up with it; one that ended stays so."""
    async with pool.acquire() as connection, connection.transaction():
        await Members(connection).lock(login.member_id)
        current = await Logins(connection).find(login.id)
        if current is not None and current.over(at):
            await close_login(connection, current, LoginStage.expired, at)
