"""Options of activities: short for a judgement, unlimited for what must be finished.

A person waits for a judgement; an ending has to reach the database in any case.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypedDict

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError, FailureError

with workflow.unsafe.imports_passed_through():
    from activities.notices import NoticeStarts
    from doorstep.messages.flows import CodeSubmission, NoticeStart

JUDGING = timedelta(seconds=4)
STALE_AFTER = timedelta(seconds=15)
TASK_TIMEOUT = timedelta(seconds=5)
"""After this Temporal gives the task of a killed worker to another one."""


class Judging(TypedDict):
    summary: str
    schedule_to_close_timeout: timedelta
    retry_policy: RetryPolicy


class Finishing(TypedDict):
    summary: str
    start_to_close_timeout: timedelta
    retry_policy: RetryPolicy


def judging(summary: str) -> Judging:
    """A local activity while a person waits: it answers within 4 s or fails."""
    return {
        "summary": summary,
        "schedule_to_close_timeout": JUDGING,
        "retry_policy": RetryPolicy(
            initial_interval=timedelta(milliseconds=100),
            maximum_interval=timedelta(seconds=1),
            non_retryable_error_types=["UnsealError"],
        ),
    }


def finishing(summary: str) -> Finishing:
    """An activity that is retried until it succeeds, even with PostgreSQL down."""
    return {
        "summary": summary,
        "start_to_close_timeout": timedelta(seconds=10),
        "retry_policy": RetryPolicy(
            initial_interval=timedelta(milliseconds=200),
            maximum_interval=timedelta(seconds=10),
        ),
    }


def refused(kind: str, stage: str) -> ApplicationError:
    """The error that a validator raises: the API branches on its type, not its text."""
    return ApplicationError(f"refused: {kind}", stage, type=kind, non_retryable=True)


def reject_stale(submission: CodeSubmission, stage: str) -> None:
    if workflow.now() - submission.sent_at > STALE_AFTER:
        raise refused("stale", stage)


def give_up(task: "asyncio.Task[Any]") -> None:
    """Cancel a task that nobody awaits any more, and retrieve its exception.

    asyncio would report an exception that was never retrieved as a fault.
    """
    task.cancel()
    task.add_done_callback(lambda done: done.cancelled() or done.exception())


async def notify(notice: NoticeStart | None) -> None:
    """Start the notice's workflow; if that fails, the worker's notice sweep does it."""
    if notice is None:
        return
    with suppress(FailureError):
        await workflow.execute_local_activity_method(
            NoticeStarts.start, notice, **judging("Start the notice to the member")
        )
