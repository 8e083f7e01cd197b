"""Ending a flow whose workflow is gone, or can end nothing any more: one transaction.

Whoever comes second finds the ending that was committed first.
"""

from datetime import datetime

from doorstep.db.endings import end_enrollment
from doorstep.db.endings import end_login as close_login
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.stages import EnrollmentStage, LoginStage


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
