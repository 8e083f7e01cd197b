"""What a workflow's history and its description in Temporal tell `doorstep why`."""

from datetime import datetime

import pytest
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionResponse

from doorstep.why.engine import incidents, next_try_at
from why_facts import MINUTE, NOON
from why_history import history

_MAIL = "send_verification_email"


def test_incidents_are_failures_acts_of_operators_and_changes_of_workers() -> None:
    found = [incident.at for incident in incidents(history())]

    assert found == [NOON + minutes * MINUTE for minutes in (3, 4, 6, 7, 8)]


@pytest.mark.parametrize(
    ("activity", "attempt", "waits", "at"),
    [
        (_MAIL, 1, False, None),
        (_MAIL, 2, True, NOON + MINUTE),
        (_MAIL, 2, False, NOON),
        ("record", 2, True, None),
    ],
)
def test_mail_that_failed_is_tried_again_when_temporal_says(
    activity: str, attempt: int, waits: bool, at: datetime | None
) -> None:
    described = DescribeWorkflowExecutionResponse()
    pending = described.pending_activities.add(attempt=attempt)
    pending.activity_type.name = activity
    pending.scheduled_time.FromDatetime(NOON)
    if waits:
        pending.next_attempt_schedule_time.FromDatetime(NOON + MINUTE)

    assert next_try_at(described) == at
