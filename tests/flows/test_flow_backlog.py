"""How long new flows wait for a worker, as Temporal reports it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import PollWorkflowTaskQueueRequest
from temporalio.testing import WorkflowEnvironment

from doorstep.errors import Overloaded
from doorstep.temporal.flow_backlog import FlowBacklog
from waiting import until

_FLOWS = 40
_NO_TIME = timedelta()


@pytest.fixture
async def task_queue(temporal: WorkflowEnvironment) -> str:
    """With many flows whose first task waits."""
    name = f"backlog-{uuid4()}"
    for _ in range(_FLOWS):
        await _start(temporal, name)
    return name


async def _start(temporal: WorkflowEnvironment, task_queue: str) -> None:
    await temporal.client.start_workflow(
        "Busy",
        id=f"{task_queue}-{uuid4()}",
        task_queue=task_queue,
        execution_timeout=timedelta(minutes=2),
    )


def _backlog(temporal: WorkflowEnvironment, task_queue: str) -> FlowBacklog:
    return FlowBacklog(temporal.client, task_queue, longest_wait=_NO_TIME)


async def _look_after_a_poll(
    temporal: WorkflowEnvironment, task_queue: str, backlog: FlowBacklog
) -> Overloaded | None:
    """A worker takes one task, and is busy with it. Another flow takes its place:
    Temporal reports its count of a few seconds ago, so the queue may not run empty.
    """
    await _start(temporal, task_queue)
    await temporal.client.workflow_service.poll_workflow_task_queue(
        PollWorkflowTaskQueueRequest(
            namespace=temporal.client.namespace,
            task_queue=TaskQueue(name=task_queue),
            identity="busy",
        )
    )
    backlog.refusal()
    await backlog.look()
    return backlog.refusal()


async def test_H1_login_is_refused_where_busy_workers_begin_flows_too_late(
    temporal: WorkflowEnvironment, task_queue: str
) -> None:
    backlog = _backlog(temporal, task_queue)

    refusal = await until(
        lambda: _look_after_a_poll(temporal, task_queue, backlog), bool
    )

    assert refusal is not None
    assert refusal.seconds >= 1


async def test_login_starts_where_no_worker_is_there(
    temporal: WorkflowEnvironment, task_queue: str
) -> None:
    """What waits then waits for a worker, not for others."""
    backlog = _backlog(temporal, task_queue)

    backlog.refusal()
    await backlog.look()

    assert backlog.refusal() is None
