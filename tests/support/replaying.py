"""Replays histories with the present workflow code, in the SDK's sandbox."""

from temporalio.client import Client, WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

from worker import WORKFLOWS


async def replays(*histories: WorkflowHistory) -> None:
    """Fails where the present code issues other commands than a history has."""
    replayer = Replayer(workflows=WORKFLOWS, data_converter=pydantic_data_converter)
    for history in histories:
        await replayer.replay_workflow(history)


async def flow_replays(client: Client, workflow_id: str) -> WorkflowHistory:
    history = await client.get_workflow_handle(workflow_id).fetch_history()
    await replays(history)
    return history
