"""Logins and their setups, with fake activities."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError
from temporalio.testing import WorkflowEnvironment
from uuid_utils.compat import uuid7

from doorstep.messages.flows import Act, Outcome
from doorstep.rules.stages import EnrollmentStage, LoginStage
from simulation import POLICY, SETUP, Simulation, running_simulation, setting_up

WAITING = (LoginStage.setup_required, LoginStage.code_required)


@pytest.fixture
async def family(temporal: WorkflowEnvironment) -> AsyncIterator[Simulation]:
    """Only a real server notifies a parent and its child of the other's end."""
    async with running_simulation(temporal) as simulation:
        yield simulation


async def test_set_up_requested_twice_is_one(simulation: Simulation) -> None:
    login = await simulation.login(LoginStage.setup_required)

    first, second = await asyncio.gather(login.ask_for_setup(), login.ask_for_setup())

    assert first.state.enrollment_id is not None
    assert first.state.enrollment_id == second.state.enrollment_id
    assert {first.newly_begun, second.newly_begun} == {True, False}
    simulation.running(first.state.enrollment_id)


async def test_refused_set_up_changes_nothing(simulation: Simulation) -> None:
    login = await simulation.login()
    simulation.fakes.setups.outcome = Outcome.too_many_emails

    reply = await login.ask_for_setup()

    assert reply.outcome is Outcome.too_many_emails
    assert reply.state.stage is LoginStage.code_required
    assert await login.expires_after() == POLICY.lifetime


async def test_login_lives_ten_minutes_longer_than_its_set_up(
    simulation: Simulation,
) -> None:
    login, _ = await setting_up(simulation)

    lives = await login.expires_after()

    more = lives - SETUP.lifetime - POLICY.lifetime
    assert timedelta(0) <= more < timedelta(minutes=1)


async def test_confirmed_set_up_is_followed_by_a_new_code(
    simulation: Simulation,
) -> None:
    login, setup = await setting_up(simulation)
    await setup.as_far_as(EnrollmentStage.confirm_code)

    await setup.submit_setup_code()

    await login.until(LoginStage.code_required)
    assert (await login.submit_code()).state.stage is LoginStage.signed_in


@pytest.mark.parametrize("home", WAITING)
async def test_cancelled_set_up_returns_its_login(
    simulation: Simulation, home: LoginStage
) -> None:
    login, setup = await setting_up(simulation, home)

    await setup.cancel()

    assert await login.stage() is home
    assert await login.expires_after() < POLICY.lifetime + timedelta(minutes=1)


@pytest.mark.parametrize("home", WAITING)
async def test_expired_set_up_returns_its_login_for_ten_minutes(
    simulation: Simulation, home: LoginStage
) -> None:
    login, _ = await setting_up(simulation, home)

    await simulation.skip(SETUP.lifetime + timedelta(seconds=1))
    await login.until(home)

    assert await login.expires_after() >= SETUP.lifetime + POLICY.lifetime
    assert await login.ending() is LoginStage.expired


async def test_terminated_set_up_returns_its_login(
    family: Simulation,
) -> None:
    login, setup = await setting_up(family)

    await setup.handle.terminate()
    await login.until(LoginStage.setup_required)

    assert family.how_setups_ended() == [EnrollmentStage.cancelled]


async def test_set_up_cancelled_in_temporal_ui_returns_its_login(
    simulation: Simulation,
) -> None:
    login, setup = await setting_up(simulation)

    await setup.handle.cancel()
    await login.until(LoginStage.setup_required)

    assert simulation.how_setups_ended() == [EnrollmentStage.cancelled]


async def test_repeat_of_an_act_revives_no_ended_set_up(
    simulation: Simulation,
) -> None:
    login = await simulation.login(LoginStage.setup_required)
    act = Act(attempt_id=uuid7())
    setup = await login.begin_setup(act)
    await setup.cancel()

    reply = await login.ask_for_setup(act)

    assert reply.state.stage is LoginStage.setup_required
    assert not reply.newly_begun
    assert await setup.stage() is EnrollmentStage.cancelled


async def test_no_set_up_lengthens_a_login_past_two_hours(
    simulation: Simulation,
) -> None:
    login = await simulation.login(LoginStage.setup_required)
    for _ in range(3):
        await login.begin_setup()
        await simulation.skip(SETUP.lifetime + timedelta(minutes=5))
        await login.until(LoginStage.setup_required)
    await login.begin_setup()

    lives = await login.expires_after()

    assert lives == POLICY.longest
    assert await login.ending() is LoginStage.expired


@pytest.mark.parametrize("took", [timedelta(minutes=3), timedelta(minutes=12)])
async def test_login_expires_on_time_after_its_set_up(
    simulation: Simulation, took: timedelta
) -> None:
    """Its timer is due earlier after a short setup, and later after a long one."""
    login, setup = await setting_up(simulation)
    await setup.as_far_as(EnrollmentStage.confirm_code)
    await simulation.skip(took)
    await setup.submit_setup_code()
    await login.until(LoginStage.code_required)
    began = await simulation.now()

    assert await login.ending() is LoginStage.expired

    closed_at = (await login.handle.describe()).close_time
    assert closed_at is not None
    late = closed_at - began - POLICY.lifetime
    assert abs(late) < timedelta(seconds=30)


async def test_cancelling_in_temporal_ui_cleans_up_login_and_set_up(
    family: Simulation,
) -> None:
    login, setup = await setting_up(family)

    await login.handle.cancel()

    with pytest.raises(WorkflowFailureError):
        await login.handle.result()
    with pytest.raises(WorkflowFailureError):
        await setup.handle.result()
    described = await login.handle.describe()
    assert described.status is WorkflowExecutionStatus.CANCELED
    assert list(family.fakes.facts.logins.values()) == [LoginStage.cancelled]
    assert family.how_setups_ended() == [EnrollmentStage.cancelled]


async def test_cancelled_login_cancels_its_set_up(family: Simulation) -> None:
    login, setup = await setting_up(family)

    await login.cancel()

    assert await login.ending() is LoginStage.cancelled
    with pytest.raises(WorkflowFailureError):
        await setup.handle.result()
    assert family.how_setups_ended() == [EnrollmentStage.cancelled]
