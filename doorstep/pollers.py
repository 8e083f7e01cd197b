"""Who works on a task queue, by what Temporal last heard of them."""

from datetime import datetime, timedelta

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client

_LONG_POLL = timedelta(seconds=75)
"""A worker asks again at least each minute; its last call stays listed for five."""

_QUEUES = {
    "workflows": TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    "activities": TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
}


async def unworked(client: Client, task_queue: str, at: datetime) -> list[str]:
    """Which of the two kinds of tasks nobody has asked for of late; RPCError."""
    return [
        name
        for name, kind in _QUEUES.items()
        if not await _polled(client, task_queue, kind, at - _LONG_POLL)
    ]


async def _polled(
    client: Client,
    task_queue: str,
    kind: "TaskQueueType.ValueType",
    since: datetime,
) -> bool:
    answer = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=task_queue),
            task_queue_type=kind,
        )
    )
    return any(
        poller.last_access_time.ToDatetime(tzinfo=since.tzinfo) > since
        for poller in answer.pollers
    )
