"""How long new flows wait for their first task, where workers are there but busy.

A start is answered once Temporal has stored it. If flows are started faster than
workers begin them, all wait at Temporal, where no queue of this process sees them, and
a code that is sent meanwhile is answered too late.
"""

import math
from datetime import datetime, timedelta

import structlog
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from doorstep.errors import Overloaded

_FEW = 16
"""So many may always wait: their wait says little."""
LOOKED_EACH = 0.5
"""Seconds."""
_log = structlog.get_logger(__name__)


class FlowBacklog:
    """What Temporal reports of a task queue, if anybody asked since the last look."""

    def __init__(
        self, client: Client, task_queue: str, *, longest_wait: timedelta
    ) -> None:
        self._client = client
        self._task_queue = task_queue
        self._longest_wait = longest_wait
        self._wait = timedelta()
        self._polled_at: datetime | None = None
        self._asked = False

    def refusal(self, share: float = 1.0) -> Overloaded | None:
        """What a login that starts now would be refused with, where this `share` of the
        longest wait is what it may wait.

        None where no worker takes tasks at all: a login needs none to start, and one
        that needs no code needs none to end.
        """
        self._asked = True
        if self._wait <= share * self._longest_wait:
            return None
        return Overloaded(math.ceil(self._wait.total_seconds()))

    async def look(self) -> None:
        """Does nothing while nobody asks. A Temporal that cannot say refuses nobody."""
        if not self._asked:
            return
        self._asked = bool(self._wait)
        self._wait = timedelta()
        try:
            self._wait = await self._reported()
        except (RPCError, RuntimeError) as error:  # the lazy client cannot connect
            _log.debug("the backlog of flows is unknown", fault=type(error).__name__)

    async def _reported(self) -> timedelta:
        """Of the oldest flow; none where no worker has polled since the last look."""
        answer = await self._client.workflow_service.describe_task_queue(
            DescribeTaskQueueRequest(
                namespace=self._client.namespace,
                task_queue=TaskQueue(name=self._task_queue),
                task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
                report_stats=True,
            )
        )
        polls = (poller.last_access_time.ToDatetime() for poller in answer.pollers)
        before, self._polled_at = self._polled_at, max(polls, default=None)
        few = answer.stats.approximate_backlog_count <= _FEW
        if few or self._polled_at == before:
            return timedelta()
        return answer.stats.approximate_backlog_age.ToTimedelta()
