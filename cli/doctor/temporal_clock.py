"""The check of Temporal's clock, by which codes are judged.

Temporal has no call for its time, but lists when each poller called last. So the doctor
polls for a moment, on a sticky queue of its own, which gets no tasks and which Temporal
deletes by itself.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from temporalio.api.enums.v1 import TaskQueueKind, TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeTaskQueueRequest,
    PollWorkflowTaskQueueRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError

from cli.doctor.findings import Finding, failed, ok, warning
from doorstep.clock import Clock

_MOST_SKEW = timedelta(seconds=5)
_PATIENCE_SECONDS = 4.0
_POLL = timedelta(seconds=3)
_PAUSE_SECONDS = 0.1
_NAME = "doorstep-doctor"
REMEDY = "Synchronize both clocks with NTP: codes are checked by Temporal's clock."


async def examine_clock(
    client: Client, clock: Clock, patience: float = _PATIENCE_SECONDS
) -> Finding:
    """The skew is at least what is reported: the round trip is subtracted."""
    before = clock()
    try:
        async with asyncio.timeout(patience):
            there = await _polled_at(client)
    except (RPCError, TimeoutError):
        return warning("temporal clock", "It could not be read.", REMEDY)
    skew = max(before - there, there - clock(), timedelta())
    apart = f"{skew.total_seconds():.0f} s apart"
    if skew > _MOST_SKEW:
        summary = f"This machine and Temporal are {apart}."
        return failed("temporal clock", summary, REMEDY)
    return ok("temporal clock", f"This machine and Temporal are {apart}.")


async def _polled_at(client: Client) -> datetime:
    identity = f"{_NAME}-{uuid4()}"
    queue = TaskQueue(
        name=identity, kind=TaskQueueKind.TASK_QUEUE_KIND_STICKY, normal_name=_NAME
    )
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=queue,
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    async with _polling(client, queue, identity):
        while True:
            answer = await client.workflow_service.describe_task_queue(request)
            for poller in answer.pollers:
                return poller.last_access_time.ToDatetime(tzinfo=UTC)
            await asyncio.sleep(_PAUSE_SECONDS)


@asynccontextmanager
async def _polling(
    client: Client, queue: TaskQueue, identity: str
) -> AsyncIterator[None]:
    request = PollWorkflowTaskQueueRequest(
        namespace=client.namespace, task_queue=queue, identity=identity
    )
    poll = client.workflow_service.poll_workflow_task_queue(request, timeout=_POLL)
    task = asyncio.ensure_future(poll)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, RPCError):
            await task
