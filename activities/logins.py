"""How a login ends other than by a right code."""

from dataclasses import replace

from temporalio import activity

from doorstep.assignments import LoginEnding
from doorstep.db.endings import end_enrollment, note_login_ended
from doorstep.db.enrollments import Enrollments
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Members
from doorstep.db.pool import Connection, Pool
from doorstep.messages import LoginEnded
from doorstep.stages import EnrollmentStage


class LoginEndings:
    """A verdict that was committed beats a deadline."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @activity.defn(name="end_login")
    async def end(self, order: LoginEnding) -> LoginEnded:
        """End it, its set-up with it; gives the ending that stands."""
        async with self._pool.acquire() as connection, connection.transaction():
            await Members(connection).lock(order.member_id)
            login = await Logins(connection).get(order.login_id)
            if login.ended_at is not None:
                return LoginEnded(stage=login.stage)
            await _end_setups(connection, login, order)
            await Logins(connection).end(login.id, order.stage, order.at)
            ended = replace(login, stage=order.stage)
            await note_login_ended(connection, ended, order.at)
            return LoginEnded(stage=order.stage)


async def _end_setups(connection: Connection, login: Login, order: LoginEnding) -> None:
    for enrollment in await Enrollments(connection).running_of(login.member_id):
        if enrollment.login_id == login.id:
            await end_enrollment(
                connection,
                enrollment,
                EnrollmentStage.cancelled,
                at=order.at,
                login_lifetime=login.expires_at - order.at,
            )
