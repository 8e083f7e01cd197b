"""The loop that starts workflows of notices, where a process died before it did."""

from contextlib import AbstractAsyncContextManager, suppress

from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from doorstep.clock import Clock
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import Pool
from doorstep.messages.flows import NoticeStart
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import one_by_one, repeating
from doorstep.transactions.notices import workflow_argument

_EACH = 60.0


async def start_notice(client: Client, task_queue: str, notice: NoticeStart) -> None:
    """Start its workflow; does nothing if it was started before."""
    with suppress(WorkflowAlreadyStartedError):
        await client.start_workflow(
            "Notice",
            notice,
            id=f"notice/{notice.notice_id}",
            task_queue=task_queue,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            static_summary=f"Notice to the member: {notice.kind}",
        )


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
