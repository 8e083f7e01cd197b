"""What Temporal UI shows of a flow: details, summaries, search attributes."""

import re
from functools import partial
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHandle

from doorstep.messages.search_attributes import STAGE, TROUBLE
from doorstep.rules.stages import EnrollmentStage
from journey import Journey
from replaying import flow_replays
from saved_views import SAVED_VIEWS
from seeding import long_enrolled
from service import Service
from waiting import until
from workflows.visibility import (
    COUNTS_AS_SLOW,
    EXPIRES,
    NEXT,
    WAITS_FOR,
    wrong_codes,
)

NAMED = {
    "EVENT_TYPE_ACTIVITY_TASK_SCHEDULED",
    "EVENT_TYPE_TIMER_STARTED",
    "EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED",
    "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED",
}


@pytest.fixture
async def person(service: Service) -> Journey:
    """A person whose login waits for a setup."""
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    return person


def flow_of(person: Journey, kind: str) -> WorkflowHandle[Any, Any]:
    flow = person.enrollment if kind == "enrollment" else person.login
    return person.service.client.get_workflow_handle(f"{kind}/{flow['id']}")


async def details(flow: WorkflowHandle[Any, Any]) -> str:
    """As Temporal UI queries them."""
    return str((await flow.query("__temporal_workflow_metadata")).current_details)


async def trouble(flow: WorkflowHandle[Any, Any]) -> str | None:
    return (await flow.describe()).typed_search_attributes.get(TROUBLE)


async def found_in(view: str, flow: WorkflowHandle[Any, Any], service: Service) -> bool:
    """Whether a saved view lists the flow; visibility is eventually consistent."""
    listed = service.client.list_workflows(SAVED_VIEWS[view])
    return flow.id in [each.id async for each in listed]


async def test_details_show_a_delayed_mail_and_its_acceptance(
    person: Journey,
) -> None:
    person.service.mail.answer = "451 4.7.1 come back, max@acme.test"
    await person.begin_setup()
    flow = flow_of(person, "enrollment")

    late = await until(lambda: details(flow), lambda shown: "delayed" in shown)
    found = await until(lambda: trouble(flow), bool)
    for view in ("Mail failing", "Stuck in verify_email"):
        await until(partial(found_in, view, flow, person.service), bool)
    person.service.mail.answer = None
    await person.email_code()
    await person.submit_email_code("000000")
    sent = await details(flow)
    cured = await until(lambda: trouble(flow), lambda seen: not seen)

    assert WAITS_FOR[EnrollmentStage.verify_email] in late
    assert re.search(r"\*\*delayed\*\*.*`smtp 451 4.7.1`.* 20\d\d-", late)
    assert NEXT[EnrollmentStage.verify_email] in late
    assert "come back" not in late
    assert (found, cured) == ("mail_delayed", None)
    assert "**accepted**" in sent
    assert wrong_codes(1, left=4) in sent
    await flow_replays(person.service.client, flow.id)


async def test_details_show_a_refused_mail(person: Journey) -> None:
    person.service.mail.answer = "550 5.1.1 no such user"
    await person.begin_setup()
    flow = flow_of(person, "enrollment")

    shown = await until(lambda: details(flow), lambda shown: "failed" in shown)

    assert re.search(r"\*\*failed\*\*.*`smtp 550 5.1.1`", shown)
    assert await until(lambda: trouble(flow), bool) == "mail_failed"
    await flow_replays(person.service.client, flow.id)


async def test_details_show_that_a_device_is_locked(service: Service) -> None:
    person = await long_enrolled(service)
    flow = flow_of(person, "login")
    for _ in range(5):
        await person.submit_code(person.wrong_code())

    shown = await details(flow)

    assert wrong_codes(5, left=0) in shown
    assert re.search(r"\*\*locked\*\*.* 20\d\d-", shown)
    assert await until(lambda: trouble(flow), bool) == "locked"
    assert await until(lambda: found_in("Locked", flow, service), bool)
    await flow_replays(service.client, flow.id)


async def test_each_activity_timer_and_child_has_a_summary(person: Journey) -> None:
    await person.as_far_as("install_app")
    await person.delete(person.enrollment_path)
    flows = [flow_of(person, kind) for kind in ("login", "enrollment")]

    events = [event for flow in flows for event in (await flow.fetch_history()).events]

    named = [event for event in events if EventType.Name(event.event_type) in NAMED]
    assert len(named) > 5
    assert [event for event in named if not event.user_metadata.summary.data] == []
    timers = {
        event.user_metadata.summary.data.decode().strip('"')
        for event in named
        if "TIMER" in EventType.Name(event.event_type)
    }
    assert timers == {EXPIRES, COUNTS_AS_SLOW}, "what is due, not what has happened"
    described = [await flow.describe() for flow in flows]
    stages = [each.typed_search_attributes[STAGE] for each in described]
    assert stages == ["setup_required", "cancelled"]
    assert described[1].parent_id == flows[0].id


@pytest.mark.parametrize("view", SAVED_VIEWS)
async def test_saved_views_are_valid_queries(service: Service, view: str) -> None:
    assert (await service.client.count_workflows(SAVED_VIEWS[view])).count >= 0
