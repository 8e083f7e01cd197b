"""The workflow of an erasure, and ending the flows of its member."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from temporalio.client import Client, WorkflowFailureError
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from doorstep.messages.flows import ErasureStart
from doorstep.temporal.executions import open_workflow_ids, unpause


async def start_erasure(client: Client, task_queue: str, start: ErasureStart) -> None:
    """Start its workflow; does nothing while it runs.

    It has no search attribute: `end_flows` ends those that have the member's.
    """
    with suppress(WorkflowAlreadyStartedError):
        await client.start_workflow(
            "Erasure",
            start,
            id=f"erasure/{start.member_id}",
            task_queue=task_queue,
            static_summary="Erasure of a member",
        )


async def end_flows(
    client: Client, member_id: UUID, known: Iterable[str], within: float
) -> None:
    """End the flows known from rows, then those in Temporal until none is left: a
    running flow without its row would fail for ever. Clients are still told that the
    sessions have ended, by ids alone.

    Raises TimeoutError after `within` seconds.
    """
    of_member = f'DoorstepMember="{member_id}" and WorkflowType!="Logout"'
    async with asyncio.timeout(within):
        for workflow_id in known:
            await _end(client, workflow_id)
        while left := await open_workflow_ids(client, of_member):
            for workflow_id in left:
                await _end(client, workflow_id)


async def _end(client: Client, workflow_id: str) -> None:
    """Cancel the workflow and wait for it; does nothing if it has closed.

    A paused workflow is unpaused, since it handles a cancellation only then.
    """
    flow = client.get_workflow_handle(workflow_id)
    try:
        await flow.cancel()
        await unpause(client, workflow_id)
        await flow.result()
    except WorkflowFailureError:
        return
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
