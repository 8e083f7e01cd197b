"""The status of a workflow, including one that this release does not know."""

from datetime import UTC, datetime

import pytest
from google.protobuf.json_format import ParseDict
from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.workflow.v1 import (
    WorkflowExecutionExtendedInfo,
    WorkflowExecutionInfo,
    WorkflowExecutionPauseInfo,
)
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionResponse

from doorstep.temporal.executions import closed_at, paused_since, status

_SINCE = Timestamp(seconds=1_800_000_000)


def _described(number: int) -> DescribeWorkflowExecutionResponse:
    pause = WorkflowExecutionPauseInfo(paused_time=_SINCE)
    return DescribeWorkflowExecutionResponse(
        workflow_execution_info=ParseDict({"status": number}, WorkflowExecutionInfo()),
        workflow_extended_info=WorkflowExecutionExtendedInfo(pause_info=pause),
    )


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "running"), (5, "terminated"), (8, "paused"), (9, "status 9")],
)
def test_row19_every_status_of_the_server_has_a_name(number: int, word: str) -> None:
    assert status(_described(number)) == word


def test_row19_only_a_paused_workflow_has_a_pause_time() -> None:
    assert paused_since(_described(8)) == datetime.fromtimestamp(1.8e9, UTC)
    assert paused_since(_described(9)) is None
    assert closed_at(_described(9)) is None
