"""A database that was restored to a moment before a flow started: the flow ends."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError
from temporalio.exceptions import ActivityError, ApplicationError

from journey import Journey
from time_skipping import SkippingService

_HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    "signalled", [False, True], ids=["at its deadline", "by a signal"]
)
async def test_flow_without_a_row_fails_and_is_not_retried_for_ever(
    skipping: SkippingService,
    delete_all_rows: Callable[[], Awaitable[None]],
    signalled: bool,
) -> None:
    await skipping.service.require_two_step()
    person = Journey(skipping.service)
    await person.start()
    await person.begin_setup()
    await person.email_code()
    client = skipping.environment.client
    flows = [
        client.get_workflow_handle(f"enrollment/{person.enrollment['id']}"),
        client.get_workflow_handle(f"login/{person.login['id']}"),
    ]
    await delete_all_rows()

    if signalled:
        for flow in flows:
            await flow.signal("end_now", "committed")
    else:
        await skipping.skip(_HOUR)

    for flow in flows:
        with pytest.raises(WorkflowFailureError) as failed:
            await flow.result()
        assert _fault(failed.value) == "RowGone"
        assert (await flow.describe()).status is WorkflowExecutionStatus.FAILED


def _fault(failure: WorkflowFailureError) -> str | None:
    assert isinstance(failure.cause, ActivityError)
    assert isinstance(failure.cause.cause, ApplicationError)
    return failure.cause.cause.type
