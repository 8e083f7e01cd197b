"""The loop that starts the workflows of logins by single sign-on.

Their rows are complete as they are written, with the code for the client: nobody has to
wait for Temporal, and what an operator sees there may be a moment late.
"""

from contextlib import AbstractAsyncContextManager
from uuid import UUID

from doorstep.clock import Clock
from doorstep.db.login_starts import LoginStarts
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import all_of, one_by_one, repeating
from doorstep.temporal.login_starts import LoginStarter
from doorstep.transactions.opened_logins import start_of

_EACH = 1.0
_MOST = 50
_AT_ONCE = 10
"""Temporal may be far away: one after the other they would wait for its network."""


def sweep_login_starts(
    pool: Pool, clock: Clock, starter: LoginStarter, health: LoopHealth | None = None
) -> AbstractAsyncContextManager[None]:
    """Sweep at once, and then each second, within the context."""
    return repeating(
        "starting of logins", lambda: sweep_once(pool, clock, starter), _EACH, health
    )


async def sweep_once(pool: Pool, clock: Clock, starter: LoginStarter) -> int:
    """Start all that wait, in line; returns how many."""
    started = 0
    while some := await _start_some(pool, clock, starter):
        started += some
    return started


async def _start_some(pool: Pool, clock: Clock, starter: LoginStarter) -> int:
    async with pool.acquire() as connection:
        waiting = await LoginStarts(connection).claim(clock(), _MOST)
    started: list[UUID] = []

    async def start(login: Login) -> None:
        await starter.start(start_of(login, login.stage))
        started.append(login.id)

    parts = (waiting[first::_AT_ONCE] for first in range(_AT_ONCE))
    try:
        await all_of(one_by_one(part, start) for part in parts)
    finally:
        if started:
            async with pool.acquire() as connection:
                await LoginStarts(connection).delete(started)
    return len(waiting)
