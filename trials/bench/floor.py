"""The floor: what any durable login costs on this Temporal server, in this run.

A bare workflow with one timer and one update that calls a trivial local activity.
Run as a program, this is its worker.
"""

import asyncio
import sys
from datetime import timedelta
from typing import TypeAlias
from uuid import uuid4

from temporalio import activity, workflow
from temporalio.client import Client, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Worker

TASK_QUEUE = "floor"


@activity.defn
async def nothing(value: int) -> int:
    return value


@workflow.defn(name="Floor")
class FloorWorkflow:
    """Waits for one update, ten minutes at most."""

    def __init__(self) -> None:
        self._done = False

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: self._done, timeout=timedelta(minutes=10))
        await workflow.wait_condition(workflow.all_handlers_finished)

    @workflow.update
    async def step(self, value: int) -> int:
        result = await workflow.execute_local_activity(
            nothing, value, schedule_to_close_timeout=timedelta(seconds=4)
        )
        self._done = True
        return result

    @workflow.query
    def done(self) -> bool:
        return self._done


_Handle: TypeAlias = WorkflowHandle[FloorWorkflow, None]


class Floor:
    """The client's side."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def open(self) -> _Handle:
        """Start, and read: its first task is over then."""
        handle = await self._client.start_workflow(
            FloorWorkflow.run, id=f"floor/{uuid4()}", task_queue=TASK_QUEUE
        )
        await handle.query(FloorWorkflow.done)
        return handle

    async def step(self, handle: _Handle) -> None:
        await handle.execute_update(FloorWorkflow.step, 1)


async def connect(address: str) -> Client:
    return await Client.connect(address, data_converter=pydantic_data_converter)


async def work(address: str) -> None:
    client = await connect(address)
    async with Worker(
        client, task_queue=TASK_QUEUE, workflows=[FloorWorkflow], activities=[nothing]
    ):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1]))
