"""The loop that starts workflows of notices, where a process died before it did."""

from contextlib import AbstractAsyncContextManager

from temporalio.client import Client

from doorstep.clock import Clock
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import Pool
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import one_by_one, repeating
from doorstep.temporal.notice_starts import start_notice
from doorstep.transactions.notices import workflow_argument

_EACH = 60.0


def sweep_notices(
    pool: Pool,
    client: Client,
    task_queue: str,
    clock: Clock,
    health: LoopHealth | None = None,
    *,
    each: float = _EACH,
) -> AbstractAsyncContextManager[None]:
    """Sweep at once, and then every `each` seconds, within the context."""
    return repeating(
        "sweep of notices",
        lambda: sweep_once(pool, client, task_queue, clock),
        each,
        health,
    )


async def sweep_once(pool: Pool, client: Client, task_queue: str, clock: Clock) -> int:
    """Start all that were not started; returns how many."""
    async with pool.acquire() as connection:
        notices = Notices(connection)
        waiting = await notices.not_started()

        async def start(notice: Notice) -> None:
            await start_notice(client, task_queue, workflow_argument(notice))
            await notices.note_started(notice.id, clock())

        await one_by_one(waiting, start)
    return len(waiting)
