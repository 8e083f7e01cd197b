"""The loop that starts workflows of invitations, of which a command or a form may write
many, or whose process died before it did.
"""

from contextlib import AbstractAsyncContextManager

from temporalio.client import Client

from doorstep.clock import Clock
from doorstep.db.invitations import Invitation, Invitations
from doorstep.db.pool import Pool
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import one_by_one, repeating
from doorstep.temporal.invitations import start_invitation
from doorstep.transactions.invitations import workflow_argument

_EACH = 60.0
_BATCH = 100


def sweep_invitations(
    pool: Pool,
    client: Client,
    task_queue: str,
    clock: Clock,
    health: LoopHealth | None = None,
) -> AbstractAsyncContextManager[None]:
    """Sweep at once, and then each minute, within the context."""
    return repeating(
        "sweep of invitations",
        lambda: sweep_once(pool, client, task_queue, clock),
        _EACH,
        health,
    )


async def sweep_once(pool: Pool, client: Client, task_queue: str, clock: Clock) -> int:
    """Start all that were not started; returns how many."""
    started = 0
    while waiting := await _start_some(pool, client, task_queue, clock):
        started += waiting
    return started


async def _start_some(pool: Pool, client: Client, task_queue: str, clock: Clock) -> int:
    async with pool.acquire() as connection:
        invitations = Invitations(connection)
        waiting = await invitations.not_started(_BATCH)

        async def start(invitation: Invitation) -> None:
            await start_invitation(client, task_queue, workflow_argument(invitation))
            await invitations.note_started(invitation.id, clock())

        await one_by_one(waiting, start)
    return len(waiting)
