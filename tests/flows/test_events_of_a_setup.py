"""What a setup costs in Temporal: the events and workflow tasks of its three flows.

The numbers may fall; they grow only for a reason.
"""

from collections import Counter
from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from doorstep.rules.stages import EnrollmentStage, LoginStage
from simulation import running_simulation, setting_up

TASK = ("WORKFLOW_TASK_SCHEDULED", "WORKFLOW_TASK_STARTED", "WORKFLOW_TASK_COMPLETED")
LOGIN = {
    "WORKFLOW_EXECUTION_STARTED": 1,
    "TIMER_STARTED": 1,  # it outlives its deadline's moves, and the login
    "WORKFLOW_EXECUTION_UPDATE_ACCEPTED": 2,  # the setup, and the code at its end
    "WORKFLOW_EXECUTION_UPDATE_COMPLETED": 2,
    "MARKER_RECORDED": 2,
    "START_CHILD_WORKFLOW_EXECUTION_INITIATED": 1,
    "CHILD_WORKFLOW_EXECUTION_STARTED": 1,
    "CHILD_WORKFLOW_EXECUTION_COMPLETED": 1,
    "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES": 3,
    "WORKFLOW_EXECUTION_COMPLETED": 1,
    **dict.fromkeys(TASK, 5),
}
ENROLLMENT = {
    "WORKFLOW_EXECUTION_STARTED": 1,
    "TIMER_STARTED": 1,
    "ACTIVITY_TASK_SCHEDULED": 1,  # the mail
    "ACTIVITY_TASK_STARTED": 1,
    "ACTIVITY_TASK_COMPLETED": 1,
    "WORKFLOW_EXECUTION_UPDATE_ACCEPTED": 4,
    "WORKFLOW_EXECUTION_UPDATE_COMPLETED": 4,
    "MARKER_RECORDED": 5,  # four judged acts, one patch
    "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES": 5,
    "WORKFLOW_EXECUTION_COMPLETED": 1,
    **dict.fromkeys(TASK, 6),
}
NOTICE = {
    "WORKFLOW_EXECUTION_STARTED": 1,
    "ACTIVITY_TASK_SCHEDULED": 1,
    "ACTIVITY_TASK_STARTED": 1,
    "ACTIVITY_TASK_COMPLETED": 1,
    "WORKFLOW_EXECUTION_COMPLETED": 1,
    **dict.fromkeys(TASK, 2),
}
ALL_EVENTS, ALL_TASKS = 83, 13


def test_numbers_of_the_three_flows_are_these() -> None:
    flows = (LOGIN, ENROLLMENT, NOTICE)

    assert sum(sum(events.values()) for events in flows) == ALL_EVENTS
    assert sum(events[TASK[-1]] for events in flows) == ALL_TASKS


async def test_a_setup_costs_these_events(temporal: WorkflowEnvironment) -> None:
    async with running_simulation(temporal) as simulation:
        login, setup = await setting_up(simulation)
        await setup.as_far_as(EnrollmentStage.confirm_code)
        await setup.submit_setup_code()
        await login.until(LoginStage.code_required)
        await login.submit_code()
        await login.handle.result()

        assert await _events(login.handle) == LOGIN
        assert await _events(setup.handle) == ENROLLMENT


async def test_a_notice_costs_these_events(temporal: WorkflowEnvironment) -> None:
    async with running_simulation(temporal) as simulation:
        notice = await simulation.notice("device_added")
        await notice.result()

        assert await _events(notice) == NOTICE


async def _events(handle: WorkflowHandle[Any, Any]) -> dict[str, int]:
    history = await handle.fetch_history()
    kinds = (EventType.Name(event.event_type) for event in history.events)
    return dict(Counter(kind.removeprefix("EVENT_TYPE_") for kind in kinds))
