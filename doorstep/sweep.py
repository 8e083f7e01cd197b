"""Notices whose workflow was not started, because a process died in between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError

from doorstep.clock import Clock
from doorstep.db.notices import Notices
from doorstep.db.pool import DATABASE_AWAY, Pool
from doorstep.messages import NoticeStart

_EACH = 60.0
_log = structlog.get_logger(__name__)


async def start_notice(client: Client, task_queue: str, notice: NoticeStart) -> None:
    """Start its workflow; one that runs or ran already is fine."""
    with suppress(WorkflowAlreadyStartedError):
        await client.start_workflow(
            "Notice",
            notice,
            id=f"notice/{notice.notice_id}",
            task_queue=task_queue,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            static_summary=f"Tell the member: {notice.kind}",
        )


@asynccontextmanager
async def sweep_notices(
    pool: Pool, client: Client, task_queue: str, clock: Clock
) -> AsyncIterator[None]:
    """Look for them at once and each minute, within the context."""
    task = asyncio.create_task(_sweep_for_ever(pool, client, task_queue, clock))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _sweep_for_ever(
    pool: Pool, client: Client, task_queue: str, clock: Clock
) -> None:
    while True:
        try:
            await sweep_once(pool, client, task_queue, clock)
        except (*DATABASE_AWAY, RPCError) as fault:
            _log.warning("sweep of notices failed", fault=type(fault).__name__)
        await asyncio.sleep(_EACH)


async def sweep_once(pool: Pool, client: Client, task_queue: str, clock: Clock) -> int:
    """Start what waits; gives how many there were."""
    async with pool.acquire() as connection:
        waiting = await Notices(connection).not_started()
        for notice in waiting:
            start = NoticeStart(
                notice_id=notice.id,
                account_id=notice.account_id,
                member_id=notice.member_id,
                kind=notice.kind,
            )
            await start_notice(client, task_queue, start)
            await Notices(connection).note_started(notice.id, clock())
    return len(waiting)
