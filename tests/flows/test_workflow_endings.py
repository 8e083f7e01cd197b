"""Every ending of logins and setups, on the time-skipping server; each one replays."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from temporalio.client import WorkflowExecutionStatus

from journey import Journey
from replaying import flow_replays
from time_skipping import SkippingService
from waiting import until

STAGES = ("verify_email", "connect_device")


@pytest.fixture
async def person(skipping: SkippingService) -> AsyncIterator[Journey]:
    """A person who has to set up; at the end the flows are replayed."""
    await skipping.service.require_two_step()
    person = Journey(skipping.service)
    await person.start()
    yield person
    await flow_replays(skipping.service.client, f"login/{person.login['id']}")
    if person.enrollment:
        workflow_id = f"enrollment/{person.enrollment['id']}"
        await flow_replays(skipping.service.client, workflow_id)


async def _walk(person: Journey, stage: str) -> None:
    """To a stage, with its mail sent: the test server loses a task that cancels an
    ended activity.
    """
    await person.as_far_as(stage)
    flow = f"enrollment/{person.enrollment['id']}"
    handle = person.service.client.get_workflow_handle(flow)

    async def sends() -> bool:
        described = await handle.describe()
        sent = person.service.mail.codes(person.email)
        return not sent or bool(described.raw_description.pending_activities)

    await until(sends, lambda seen: not seen)


@pytest.mark.parametrize("stage", STAGES)
async def test_set_up_expires_in_any_stage_and_its_login_returns(
    skipping: SkippingService, person: Journey, stage: str
) -> None:
    await _walk(person, stage)

    await skipping.skip(timedelta(minutes=30, seconds=1))

    assert (await person.read_enrollment())["stage"] == "expired"
    assert (await person.read())["stage"] == "setup_required"
    secrets = await skipping.service.pool.fetchval(
        "select count(*) from devices where sealed_secret is not null"
    )
    assert secrets == 0


@pytest.mark.parametrize("stage", STAGES)
async def test_set_up_is_cancelled_in_any_stage(person: Journey, stage: str) -> None:
    await _walk(person, stage)

    answer = await person.delete(person.enrollment_path)

    assert answer.status_code == 204
    assert (await person.read())["stage"] == "setup_required"
    again = await person.submit_email_code("123456")
    assert (again.status_code, again.json()["stage"]) == (410, "cancelled")


async def test_login_is_cancelled_with_the_set_up_that_runs(person: Journey) -> None:
    await _walk(person, "connect_device")

    answer = await person.delete(person.login_path)

    assert answer.status_code == 204
    assert (await person.read())["stage"] == "cancelled"
    assert (await person.read_enrollment())["stage"] == "cancelled"


async def test_cancelling_in_temporal_ui_cleans_up(
    skipping: SkippingService, person: Journey
) -> None:
    await _walk(person, "connect_device")
    handle = skipping.service.client.get_workflow_handle(
        f"enrollment/{person.enrollment['id']}"
    )

    await handle.cancel()
    await skipping.skip(timedelta(seconds=1))

    assert (await handle.describe()).status is WorkflowExecutionStatus.CANCELED
    assert (await person.read_enrollment())["stage"] == "cancelled"
    assert (await person.read())["stage"] == "setup_required"


async def test_tenth_wrong_setup_code_ends_the_set_up(person: Journey) -> None:
    await _walk(person, "confirm_code")

    left = [
        (await person.submit_setup_code(person.wrong_code())).json()["attempts_left"]
        for _ in range(10)
    ]

    assert left == list(range(9, -1, -1))
    assert (await person.read_enrollment())["stage"] == "cancelled"
    assert (await person.read())["stage"] == "setup_required"


async def test_R2_confirmed_set_up_ends_the_other_one(
    skipping: SkippingService, person: Journey
) -> None:
    other = Journey(skipping.service)
    await other.start()
    await other.as_far_as("confirm_code")
    await _walk(person, "confirm_code")

    won = await person.submit_setup_code(person.code())
    lost = await other.submit_setup_code(other.code())

    assert won.status_code == 200
    assert (lost.status_code, lost.json()["stage"]) == (410, "cancelled")
    await skipping.skip(timedelta(seconds=1))
    assert (await other.read())["stage"] == "setup_required"


async def test_login_never_outlives_two_hours(
    skipping: SkippingService, person: Journey
) -> None:
    for _ in range(3):
        await person.begin_setup()
        await skipping.skip(timedelta(minutes=35))
    assert (await person.read())["stage"] == "setup_required"
    await person.begin_setup()

    await skipping.skip(timedelta(minutes=15, seconds=1))

    assert (await person.read())["stage"] == "expired"
