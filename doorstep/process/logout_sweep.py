"""The loop that has clients told of the sessions that are over.

However a session ends, by whom or by time: its rows of `session_clients` are due then.
"""

from contextlib import AbstractAsyncContextManager
from datetime import timedelta

from temporalio.client import Client

from doorstep.clock import Clock
from doorstep.db.pool import Pool
from doorstep.db.session_clients import ClientToTell, SessionClients
from doorstep.messages.flows import LogoutStart
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import one_by_one, repeating
from doorstep.settings.processes import WorkerSettings
from doorstep.temporal.logout_starts import start_logout

_EACH = 1.0


def sweep_logouts(
    pool: Pool,
    client: Client,
    settings: WorkerSettings,
    clock: Clock,
    health: LoopHealth | None = None,
) -> AbstractAsyncContextManager[None]:
    """Sweep at once, and then each second, within the context."""
    queue, idle = settings.task_queue, settings.session_idle
    return repeating(
        "sweep of logouts",
        lambda: sweep_once(pool, client, queue, clock, idle),
        _EACH,
        health,
    )


async def sweep_once(
    pool: Pool, client: Client, task_queue: str, clock: Clock, idle: timedelta
) -> int:
    """Start all that are due; returns how many."""
    async with pool.acquire() as connection:
        rows = SessionClients(connection)
        due = await rows.take_due(clock(), idle)

        async def start(one: ClientToTell) -> None:
            order = LogoutStart(
                session_id=one.session_id,
                client_id=one.client_id,
                member_id=one.member_id,
                account_id=one.account_id,
            )
            await start_logout(client, task_queue, order)
            await rows.note_started(one.session_id, one.client_id, clock())

        await one_by_one(due, start)
    return len(due)
