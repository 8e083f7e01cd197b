"""The activity that ends a login without a session: expired or cancelled."""

from temporalio import activity

from doorstep.db.pool import Pool
from doorstep.messages.activities import LoginEnding
from doorstep.messages.flows import LoginEnded
from doorstep.transactions.endings import end_login


class LoginEndings:
    """A login that was signed in by a committed verdict stays so."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    @activity.defn(name="end_login")
    async def end(self, order: LoginEnding) -> LoginEnded:
        """End it and its setup; returns the ending that was committed first."""
        stage = await end_login(
            self._pool, order.login_id, order.member_id, order.stage, order.at
        )
        return LoginEnded(stage=stage)
