"""The loop that ends logins without a workflow, left by an API that was killed.

A workflow ends its row at the deadline. A row that is open some time after it has no
workflow, or one that is stuck, and would otherwise count as running for ever.
"""

from contextlib import AbstractAsyncContextManager
from datetime import timedelta

from doorstep.clock import Clock
from doorstep.db.logins import Logins
from doorstep.db.pool import Pool
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import one_by_one, repeating
from doorstep.transactions.endings import expire_login

_EACH = 60.0
_AFTER = timedelta(minutes=1)
_MOST = 200


def sweep_logins(
    pool: Pool, clock: Clock, health: LoopHealth | None = None
) -> AbstractAsyncContextManager[None]:
    """Sweep at once and each minute, within the context."""
    return repeating("sweep of logins", lambda: sweep_once(pool, clock), _EACH, health)


async def sweep_once(pool: Pool, clock: Clock) -> int:
    """End overdue logins, each in its own transaction; returns how many."""
    at = clock()
    async with pool.acquire() as connection:
        overdue = await Logins(connection).overdue(at - _AFTER, _MOST)
    await one_by_one(overdue, lambda login: expire_login(pool, login, at))
    return len(overdue)
