"""A workflow's history, event by event, as Temporal returns it."""

from temporalio.api.enums.v1 import EventType, TimeoutType, WorkflowTaskFailedCause
from temporalio.api.history.v1 import HistoryEvent

from why_facts import MINUTE, NOON


def history() -> list[HistoryEvent]:
    """With whatever can happen to one, a minute apart from noon on."""
    events = [
        completed("worker 1"),
        completed("worker 1"),
        timed_out(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START),
        timed_out(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE),
        completed("worker 2"),
        failed(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND),
        failed(
            WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR
        ),
        HistoryEvent(event_type=EventType.EVENT_TYPE_WORKFLOW_EXECUTION_PAUSED),
        HistoryEvent(event_type=EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UNPAUSED),
    ]
    for number, event in enumerate(events):
        event.event_time.FromDatetime(NOON + number * MINUTE)
    return events


def completed(identity: str) -> HistoryEvent:
    event = HistoryEvent(event_type=EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
    event.workflow_task_completed_event_attributes.identity = identity
    return event


def timed_out(kind: TimeoutType.ValueType) -> HistoryEvent:
    event = HistoryEvent(event_type=EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT)
    event.workflow_task_timed_out_event_attributes.timeout_type = kind
    return event


def failed(cause: WorkflowTaskFailedCause.ValueType) -> HistoryEvent:
    event = HistoryEvent(event_type=EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
    event.workflow_task_failed_event_attributes.cause = cause
    return event
