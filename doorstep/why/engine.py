"""The facts from Temporal."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from temporalio.api.enums.v1 import (
    EventType,
    PendingActivityState,
    PendingWorkflowTaskState,
    TimeoutType,
    WorkflowTaskFailedCause,
)
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionResponse
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from doorstep.clock import Clock
from doorstep.errors import ConfigurationError
from doorstep.rules.task_queues import mail_queue
from doorstep.settings import Settings
from doorstep.settings.processes import TemporalSettings
from doorstep.temporal.client import connect
from doorstep.temporal.executions import (
    closed_at,
    describe,
    moment,
    paused_since,
    status,
)
from doorstep.temporal.pollers import unworked
from doorstep.why.facts import FailingTask, Incident, TemporalFacts

_PATIENCE_SECONDS = 8
_TAKEN_WITHIN = timedelta(seconds=10)
"""A running worker takes a task at once."""

_MAIL = (
    *("send_verification_email", "send_recovery_email", "send_address_email"),
    "send_invitation",
)
_FAILED = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
_COMPLETED = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
_TIMED_OUT = EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT
_NO_FAULT = (
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND,
)
"""Not errors: a signal came while a worker had the task, or the flow was terminated."""
_BY_AN_OPERATOR = {
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_PAUSED: "an operator paused the workflow",
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UNPAUSED: "an operator unpaused the "
    "workflow",
}
_RUNNING_OUT = TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE


async def read_temporal_facts(
    settings: Settings, workflow_id: str | None, clock: Clock
) -> TemporalFacts:
    """The facts about a workflow; without an id only about the queues' workers."""
    queue = settings.task_queue
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            client = await connect(TemporalSettings.of(settings))
            idle = await unworked(client, queue, clock())
            engine = TemporalFacts(
                polled=queue not in idle,
                queue=queue,
                mail_queue=mail_queue(queue),
                mail_polled=mail_queue(queue) not in idle,
            )
            return await _with_flow(client, workflow_id, engine, clock())
    except (ConfigurationError, RPCError, RuntimeError, TimeoutError):
        return TemporalFacts(answers=False, queue=queue)


async def _with_flow(
    client: Client, workflow_id: str | None, engine: TemporalFacts, at: datetime
) -> TemporalFacts:
    if workflow_id is None:
        return engine
    handle = client.get_workflow_handle(workflow_id)
    try:
        described = await describe(client, workflow_id)
        events = (await handle.fetch_history()).events
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return replace(engine, found=False)  # not started, or past Temporal's retention
    over_since, paused = closed_at(described), paused_since(described)
    return replace(
        engine,
        polled=engine.polled and (bool(paused) or not _task_not_taken(described, at)),
        paused_since=paused,
        failing=_failing(described, events),
        next_try_at=next_try_at(described),
        mail_waits_since=_mail_waits_since(described),
        closed=status(described) if over_since else None,
        closed_at=over_since,
        run_id=described.workflow_execution_info.execution.run_id,
        incidents=tuple(incidents(events)),
    )


def _task_not_taken(described: DescribeWorkflowExecutionResponse, at: datetime) -> bool:
    """Whether a task waits too long, because a worker that is listed was killed."""
    task = described.pending_workflow_task
    return (
        task.state == PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED
        and task.attempt <= 1
        and at - moment(task.original_scheduled_time) > _TAKEN_WITHIN
    )


def _failing(
    described: DescribeWorkflowExecutionResponse, events: Sequence[HistoryEvent]
) -> FailingTask | None:
    """The first failure since the last completed task; its retries leave no event."""
    first = None
    for event in events:
        if event.event_type == _COMPLETED:
            first = None
        elif _code_failed(event):
            first = first or event
    if first is None or closed_at(described):
        return None
    attempt = described.pending_workflow_task.attempt
    return FailingTask(_kind(first), moment(first.event_time), max(attempt, 1))


def _code_failed(event: HistoryEvent) -> bool:
    failed = event.workflow_task_failed_event_attributes
    return event.event_type == _FAILED and failed.cause not in _NO_FAULT


def _kind(event: HistoryEvent) -> str:
    """The class of the error, not its text, which may hold anything."""
    failed = event.workflow_task_failed_event_attributes
    cause = WorkflowTaskFailedCause.Name(failed.cause)
    named = cause.removeprefix("WORKFLOW_TASK_FAILED_CAUSE_").lower().replace("_", " ")
    return failed.failure.application_failure_info.type or named


def _mail_waits_since(described: DescribeWorkflowExecutionResponse) -> datetime | None:
    """Since when a try waits for the server's reply, or for a free connection."""
    for pending in described.pending_activities:
        if pending.activity_type.name not in _MAIL:
            continue
        if pending.state == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED:
            return moment(pending.last_started_time)
        if not pending.HasField("next_attempt_schedule_time"):
            return moment(pending.scheduled_time)
    return None


def next_try_at(described: DescribeWorkflowExecutionResponse) -> datetime | None:
    """When a delayed mail is retried, or was due if the retry is running."""
    for pending in described.pending_activities:
        if pending.activity_type.name in _MAIL and pending.attempt > 1:
            waits = pending.HasField("next_attempt_schedule_time")
            return moment(
                pending.next_attempt_schedule_time if waits else pending.scheduled_time
            )
    return None


def incidents(events: Sequence[HistoryEvent]) -> Iterator[Incident]:
    """Failed code, an operator's acts, and workers that hung or changed."""
    worker = None
    for event in events:
        at = moment(event.event_time)
        if _code_failed(event):
            yield Incident(at, f"the workflow's code failed: {_kind(event)}")
        elif event.event_type in _BY_AN_OPERATOR:
            yield Incident(at, _BY_AN_OPERATOR[event.event_type])
        elif event.event_type == _TIMED_OUT:
            timed_out = event.workflow_task_timed_out_event_attributes
            if timed_out.timeout_type == _RUNNING_OUT:
                yield Incident(at, "a worker stopped or hung while processing the flow")
        elif event.event_type == _COMPLETED:
            identity = event.workflow_task_completed_event_attributes.identity
            if worker not in (None, identity):
                yield Incident(at, "another worker took over the flow")
            worker = identity
