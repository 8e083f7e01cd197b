"""How a login ends other than by a right code."""

from temporalio import activity

from doorstep.db.logins import Logins
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.messages.activities import LoginEnding
from doorstep.messages.flows import LoginEnded
from doorstep.transactions.enrollment_endings import end_login


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
            stage = await end_login(connection, login, order.stage, order.at)
            return LoginEnded(stage=stage)
