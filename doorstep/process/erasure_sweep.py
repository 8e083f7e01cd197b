"""The loop that starts workflows of erasures, where a process died before it did, or
where one was terminated.
"""

from contextlib import AbstractAsyncContextManager

from temporalio.client import Client

from doorstep.db.erasures import Erasure, Erasures
from doorstep.db.pool import Pool
from doorstep.messages.flows import ErasureStart
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import one_by_one, repeating
from doorstep.temporal.erasures import start_erasure

_EACH = 60.0


def sweep_erasures(
    pool: Pool, client: Client, task_queue: str, health: LoopHealth | None = None
) -> AbstractAsyncContextManager[None]:
    """Sweep at once, and then each minute, within the context."""
    return repeating(
        "sweep of erasures", lambda: sweep_once(pool, client, task_queue), _EACH, health
    )


async def sweep_once(pool: Pool, client: Client, task_queue: str) -> int:
    """Start all that do not run; returns how many members are being erased."""
    async with pool.acquire() as connection:
        waiting = await Erasures(connection).all()

    async def start(erasure: Erasure) -> None:
        order = ErasureStart(member_id=erasure.member_id, account_id=erasure.account_id)
        await start_erasure(client, task_queue, order)

    await one_by_one(waiting, start)
    return len(waiting)
