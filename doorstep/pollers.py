"""Whether anybody works on a task queue."""

from datetime import timedelta

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client

from doorstep.clock import Clock

_LONG_POLL = timedelta(seconds=75)
"""A worker asks again at least each minute; its last call stays listed for five."""


async def polled(
    client: Client, task_queue: str, kind: "TaskQueueType.ValueType", clock: Clock
) -> bool:
    answer = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=task_queue),
            task_queue_type=kind,
        )
    )
    since = clock() - _LONG_POLL
    return any(
        poller.last_access_time.ToDatetime(tzinfo=since.tzinfo) > since
        for poller in answer.pollers
    )
