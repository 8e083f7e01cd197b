"""How a login ends other than by a right code."""

from temporalio import activity

from doorstep.db.pool import Pool
from doorstep.messages.activities import LoginEnding
from doorstep.messages.flows import LoginEnded
from doorstep.transactions.endings import end_login


class LoginEndings:
    """A verdict that was committed beats a deadline."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @activity.defn(name="end_login")
    async def end(self, order: LoginEnding) -> LoginEnded:
        """End it, its set-up with it; gives the ending that stands."""
        stage = await end_login(
            self._pool, order.login_id, order.member_id, order.stage, order.at
        )
        return LoginEnded(stage=stage)
