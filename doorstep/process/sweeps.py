"""The loops that make up for processes that died between a row and what follows it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temporalio.client import Client

from doorstep.clock import Clock
from doorstep.db.pool import Pool
from doorstep.process.erasure_sweep import sweep_erasures
from doorstep.process.invitation_sweep import sweep_invitations
from doorstep.process.login_sweep import sweep_logins
from doorstep.process.logout_sweep import sweep_logouts
from doorstep.process.loop_health import LoopHealth
from doorstep.process.notice_sweep import sweep_notices
from doorstep.settings.processes import WorkerSettings


@asynccontextmanager
async def sweeping(
    pool: Pool,
    client: Client,
    settings: WorkerSettings,
    clock: Clock,
    health: LoopHealth | None = None,
) -> AsyncIterator[None]:
    """All of them, within the context."""
    queue = settings.task_queue
    async with (
        sweep_notices(pool, client, queue, clock, health),
        sweep_invitations(pool, client, queue, clock, health),
        sweep_erasures(pool, client, queue, health),
        sweep_logouts(pool, client, settings, clock, health),
        sweep_logins(pool, clock, health),
    ):
        yield
