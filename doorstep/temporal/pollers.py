"""Which task queues have a worker, by the pollers that Temporal lists."""

import asyncio
from datetime import datetime, timedelta

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client

from doorstep.rules.task_queues import logout_queue, mail_queue, notice_queue

_LONG_POLL = timedelta(seconds=75)
"""A worker polls at least once a minute; Temporal lists it for five minutes."""

_WORKFLOWS = TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
_ACTIVITIES = TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY


async def unworked(client: Client, task_queue: str, at: datetime) -> list[str]:
    """The queues that no worker has polled lately: of `task_queue` and those for mail.

    Raises RPCError.
    """
    kinds = [
        (task_queue, _WORKFLOWS),
        (task_queue, _ACTIVITIES),
        (mail_queue(task_queue), _ACTIVITIES),
        (notice_queue(task_queue), _ACTIVITIES),
        (logout_queue(task_queue), _ACTIVITIES),
    ]
    polled = await asyncio.gather(
        *(_polled(client, queue, kind, at - _LONG_POLL) for queue, kind in kinds)
    )
    idle = (queue for (queue, _), found in zip(kinds, polled, strict=True) if not found)
    return list(dict.fromkeys(idle))


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
