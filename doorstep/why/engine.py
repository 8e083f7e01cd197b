"""The facts that Temporal has."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.enums.v1 import (
    EventType,
    PendingWorkflowTaskState,
    TimeoutType,
    WorkflowTaskFailedCause,
)
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowExecutionDescription
from temporalio.service import RPCError, RPCStatusCode

from doorstep.clock import Clock
from doorstep.errors import ConfigurationError
from doorstep.pollers import unworked
from doorstep.settings import Settings
from doorstep.temporal import connect
from doorstep.why.facts import Engine, Failing, Incident

_PATIENCE_SECONDS = 8
_TAKEN_WITHIN = timedelta(seconds=10)
"""A worker that lives takes a task at once."""

_MAIL = "send_verification_email"
_FAILED = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
_COMPLETED = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
_TIMED_OUT = EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT
_NO_FAULT = (
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND,
)
"""News came while a worker had the task, or the flow was terminated."""
_RUNNING_OUT = TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE


async def engine_of(
    settings: Settings, workflow_id: str | None, clock: Clock
) -> Engine:
    """What Temporal knows of a flow, or of none but whether anybody works."""
    queue = settings.task_queue
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            client = await connect(settings)
            idle = await unworked(client, queue, clock())
            engine = Engine(polled="workflows" not in idle, queue=queue)
            return await _looked_at(client, workflow_id, engine, clock())
    except (ConfigurationError, RPCError, RuntimeError, TimeoutError):
        return Engine(answers=False, queue=queue)


async def _looked_at(
    client: Client, workflow_id: str | None, engine: Engine, at: datetime
) -> Engine:
    if workflow_id is None:
        return engine
    handle = client.get_workflow_handle(workflow_id)
    try:
        described = await handle.describe()
        events = (await handle.fetch_history()).events
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return engine  # not begun, or past Temporal's retention: its row says how
    closed_at = described.close_time
    return replace(
        engine,
        polled=engine.polled and not _left_lying(described, at),
        failing=_failing(described, events),
        next_try_at=next_try_at(described),
        closed=described.status.name.lower()
        if closed_at and described.status
        else None,
        closed_at=closed_at,
        run_id=described.run_id,
        incidents=tuple(_incidents(events)),
    )


def _left_lying(described: WorkflowExecutionDescription, at: datetime) -> bool:
    """Whoever is still listed as a worker may have been killed meanwhile."""
    task = described.raw_description.pending_workflow_task
    return (
        task.state == PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED
        and task.attempt <= 1
        and at - _moment(task.original_scheduled_time) > _TAKEN_WITHIN
    )


def _failing(
    described: WorkflowExecutionDescription, events: Sequence[HistoryEvent]
) -> Failing | None:
    """The first failure since the last task that went well; repeats leave no event."""
    first = None
    for event in events:
        if event.event_type == _COMPLETED:
            first = None
        elif _code_failed(event):
            first = first or event
    if first is None or described.close_time:
        return None
    attempt = described.raw_description.pending_workflow_task.attempt
    return Failing(_kind(first), _moment(first.event_time), max(attempt, 1))


def _code_failed(event: HistoryEvent) -> bool:
    failed = event.workflow_task_failed_event_attributes
    return event.event_type == _FAILED and failed.cause not in _NO_FAULT


def _kind(event: HistoryEvent) -> str:
    """The class of the fault, never its text, which may say anything."""
    failed = event.workflow_task_failed_event_attributes
    cause = WorkflowTaskFailedCause.Name(failed.cause)
    named = cause.removeprefix("WORKFLOW_TASK_FAILED_CAUSE_").lower().replace("_", " ")
    return failed.failure.application_failure_info.type or named


def next_try_at(described: WorkflowExecutionDescription) -> datetime | None:
    """When a mail that was put off is tried again, or since when that is under way."""
    for pending in described.raw_description.pending_activities:
        if pending.activity_type.name == _MAIL and pending.attempt > 1:
            waits = pending.HasField("next_attempt_schedule_time")
            return _moment(
                pending.next_attempt_schedule_time if waits else pending.scheduled_time
            )
    return None


def _incidents(events: Sequence[HistoryEvent]) -> Iterator[Incident]:
    worker = None
    for event in events:
        at = _moment(event.event_time)
        if _code_failed(event):
            yield Incident(at, f"the workflow's code failed: {_kind(event)}")
        elif event.event_type == _TIMED_OUT:
            timed_out = event.workflow_task_timed_out_event_attributes
            if timed_out.timeout_type == _RUNNING_OUT:
                yield Incident(at, "a worker died, or hung, with the flow in hand")
        elif event.event_type == _COMPLETED:
            identity = event.workflow_task_completed_event_attributes.identity
            if worker not in (None, identity):
                yield Incident(at, "another worker went on with the flow")
            worker = identity


def _moment(timestamp: Timestamp) -> datetime:
    return timestamp.ToDatetime(tzinfo=UTC)
