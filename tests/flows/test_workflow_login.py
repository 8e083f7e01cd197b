"""Logins with fake activities: every ending, and every update out of turn."""

import asyncio
from datetime import timedelta

import pytest
from temporalio.testing import WorkflowEnvironment
from uuid_utils.compat import uuid7

from doorstep.messages.flows import Ended, NoticeStart, Outcome
from doorstep.messages.search_attributes import STAGE
from doorstep.rules.stages import LoginStage
from fake_activities import RIGHT, WRONG
from simulated_flows import refusal
from simulation import POLICY, Simulation, running_simulation
from workflows.activity_options import STALE_AFTER
from workflows.login import LoginWorkflow
from workflows.visibility import WAITS_FOR

WAITING = (LoginStage.setup_required, LoginStage.code_required)
MOST_BYTES = 4096
LIFE_OF_A_LOGIN = [  # the cost of a login: it grows only for a reason
    "WORKFLOW_EXECUTION_STARTED",
    "TIMER_STARTED",
    "WORKFLOW_EXECUTION_UPDATE_ACCEPTED",
    "MARKER_RECORDED",
    "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES",
    "WORKFLOW_EXECUTION_UPDATE_COMPLETED",
    "WORKFLOW_EXECUTION_COMPLETED",
]
MOST_EVENTS = 13  # with two workflow tasks


async def test_right_code_signs_in(simulation: Simulation) -> None:
    login = await simulation.login()

    wrong = await login.submit_code(WRONG)
    right = await login.submit_code(RIGHT)

    assert (wrong.outcome, wrong.attempts_left) == (Outcome.wrong_code, 4)
    assert wrong.state.stage is LoginStage.code_required
    assert right.state.stage is LoginStage.signed_in
    assert right.session_expires_at is not None
    assert await login.ending() is LoginStage.signed_in


async def test_login_that_needs_no_code_ends_at_once(simulation: Simulation) -> None:
    login = await simulation.login(LoginStage.signed_in)

    assert await login.ending() is LoginStage.signed_in
    assert "TIMER_STARTED" not in await login.events()


async def test_ordinary_login_costs_these_events_and_few_bytes(
    temporal: WorkflowEnvironment,
) -> None:
    async with running_simulation(temporal) as simulation:
        login = await simulation.login()

        await login.submit_code()
        await login.handle.result()

        events = await login.events()
        history = await login.handle.fetch_history()
    others = [event for event in events if not event.startswith("WORKFLOW_TASK")]
    assert others == LIFE_OF_A_LOGIN
    assert len(events) <= MOST_EVENTS
    assert sum(event.ByteSize() for event in history.events) <= MOST_BYTES


@pytest.mark.parametrize("stage", WAITING)
async def test_login_expires_in_either_waiting_stage(
    simulation: Simulation, stage: LoginStage
) -> None:
    login = await simulation.login(stage)

    ending = await login.ending()

    assert ending is LoginStage.expired
    assert await simulation.now() >= login.start.started_at + POLICY.lifetime


@pytest.mark.parametrize("stage", WAITING)
async def test_login_is_cancelled_by_its_caller(
    simulation: Simulation, stage: LoginStage
) -> None:
    login = await simulation.login(stage)

    reply = await login.cancel()

    assert reply.state.stage is LoginStage.cancelled
    assert await login.ending() is LoginStage.cancelled


@pytest.mark.parametrize("reason", [Ended.member_disabled, Ended.device_reset])
async def test_signals_end_a_login(simulation: Simulation, reason: Ended) -> None:
    login = await simulation.login()

    await login.handle.signal(LoginWorkflow.end_now, reason)

    assert await login.ending() is LoginStage.cancelled


async def test_committed_verdict_wins_over_the_timer(
    simulation: Simulation,
) -> None:
    login = await simulation.login()
    simulation.fakes.facts.logins[login.start.login_id] = LoginStage.signed_in

    ending = await login.ending()

    assert ending is LoginStage.signed_in


async def test_concurrent_guesses_share_no_try(simulation: Simulation) -> None:
    login = await simulation.login()
    simulation.fakes.login_codes.tries = 1

    replies = await asyncio.gather(*(login.submit_code(WRONG) for _ in range(3)))

    assert sorted(reply.outcome for reply in replies) == [
        Outcome.too_many_attempts,
        Outcome.too_many_attempts,
        Outcome.wrong_code,
    ]


async def test_only_one_of_concurrent_right_codes_signs_in(
    simulation: Simulation,
) -> None:
    login = await simulation.login()

    replies = await asyncio.gather(
        *(login.submit_code() for _ in range(3)), return_exceptions=True
    )

    accepted = [
        reply
        for reply in replies
        if not isinstance(reply, BaseException) and reply.outcome is Outcome.accepted
    ]
    assert len(accepted) == 1
    assert len(simulation.fakes.login_codes.verdicts) == 1


async def test_spent_budget_starts_a_notice(simulation: Simulation) -> None:
    login = await simulation.login()
    notice = NoticeStart(
        notice_id=uuid7(), account_id=uuid7(), member_id=uuid7(), kind="codes_spent"
    )
    simulation.fakes.login_codes.notice = notice

    reply = await login.submit_code(WRONG)

    assert reply.outcome is Outcome.wrong_code
    assert simulation.fakes.notices.started == [notice]


async def test_late_submission_is_not_judged(simulation: Simulation) -> None:
    login = await simulation.login()

    kind = await refusal(login.submit_code(age=STALE_AFTER + timedelta(seconds=5)))

    assert kind == "stale"
    assert simulation.fakes.login_codes.verdicts == {}
    assert await login.stage() is LoginStage.code_required


@pytest.mark.parametrize("stage", [LoginStage.setup_required, LoginStage.setting_up])
async def test_code_out_of_turn_is_rejected(
    simulation: Simulation, stage: LoginStage
) -> None:
    login = await simulation.login(LoginStage.setup_required)
    if stage is LoginStage.setting_up:
        await login.begin_setup()

    kind = await refusal(login.submit_code())

    assert kind == Outcome.wrong_stage
    assert simulation.fakes.login_codes.verdicts == {}


async def test_operator_sees_what_a_login_waits_for(simulation: Simulation) -> None:
    login = await simulation.login(LoginStage.setup_required)
    before = await login.handle.query("__temporal_workflow_metadata")

    await login.begin_setup()

    described = await login.handle.describe()
    assert WAITS_FOR[LoginStage.setup_required] in str(before)
    after = await login.handle.query("__temporal_workflow_metadata")
    assert WAITS_FOR[LoginStage.setting_up] in str(after)
    assert described.typed_search_attributes[STAGE] == "setting_up"
