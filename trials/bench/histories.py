"""What a setup and a login leave in Temporal."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowExecution

from trials.bench.floor import connect
from trials.bench.journeys import next_step
from trials.bench.sides import BuildSide, Operation

_LISTED_SECONDS = 5.0
"""Until the notice of a setup has ended, and all are in Temporal's lists."""


@dataclass(frozen=True)
class History:
    """Of one flow; `size` in bytes, as Temporal counts them."""

    operation: Operation
    flow: str
    events: int
    tasks: int
    size: int


async def histories(side: BuildSide) -> list[History]:
    """Of one setup whose login is ended by a code, and of one login."""
    client = await connect(side.stack.temporal_address)
    (newcomer,) = await side.people.newcomers(1)
    began = datetime.now(UTC)
    await side.journeys.set_up(newcomer)
    await next_step()
    await side.journeys.second_factor(newcomer)
    found = [each async for each in _since(client, began, Operation.set_up)]
    (person,) = await side.people.take(1)
    began = datetime.now(UTC)
    await side.journeys.log_in(person)
    return found + [each async for each in _since(client, began, Operation.log_in)]


async def _since(
    client: Client, began: datetime, operation: Operation
) -> AsyncIterator[History]:
    """Of the flows that were started meanwhile."""
    await asyncio.sleep(_LISTED_SECONDS)
    async for flow in client.list_workflows(f"StartTime >= '{began.isoformat()}'"):
        yield await _history(client, flow, operation)


async def _history(
    client: Client, flow: WorkflowExecution, operation: Operation
) -> History:
    handle = client.get_workflow_handle(flow.id, run_id=flow.run_id)
    info = (await handle.describe()).raw_description.workflow_execution_info
    done = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
    tasks = [each async for each in handle.fetch_history_events()]
    return History(
        operation,
        flow.workflow_type,
        info.history_length,
        sum(event.event_type == done for event in tasks),
        info.history_size_bytes,
    )
