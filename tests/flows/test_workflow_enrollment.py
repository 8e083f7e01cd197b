"""Setups with fake activities: every ending, every update out of turn, every mail."""

import asyncio
from datetime import timedelta

import pytest
from temporalio.client import WorkflowFailureError
from uuid_utils.compat import uuid7

from doorstep.messages.flows import Ended, NoticeStart, Outcome
from doorstep.messages.search_attributes import STAGE, TROUBLE
from doorstep.rules.stages import EnrollmentStage
from fake_activities import RIGHT, WRONG
from simulated_flows import refusal
from simulation import SETUP, Simulation
from workflows.activity_options import STALE_AFTER
from workflows.enrollment import EnrollmentWorkflow

STAGES = [stage for stage in EnrollmentStage if not stage.final]


async def test_set_up_leads_from_the_mail_to_a_bound_device(
    simulation: Simulation,
) -> None:
    setup = await simulation.enrollment()
    await setup.as_far_as(EnrollmentStage.confirm_code)

    reply = await setup.submit_setup_code()

    assert reply.state.stage is EnrollmentStage.enrolled
    assert (await setup.handle.result()).stage is EnrollmentStage.enrolled
    assert simulation.fakes.mails.sent == [1]


async def test_setup_code_is_accepted_while_the_qr_code_is_shown(
    simulation: Simulation,
) -> None:
    setup = await simulation.enrollment()
    await setup.as_far_as(EnrollmentStage.connect_device)

    reply = await setup.submit_setup_code()

    assert reply.state.stage is EnrollmentStage.enrolled


@pytest.mark.parametrize("stage", STAGES)
async def test_set_up_expires_in_every_stage(
    simulation: Simulation, stage: EnrollmentStage
) -> None:
    began = await simulation.now()
    setup = await simulation.enrollment()
    await setup.as_far_as(stage)

    ended = await setup.handle.result()

    assert ended.stage is EnrollmentStage.expired
    assert await simulation.now() >= began + SETUP.lifetime


@pytest.mark.parametrize("stage", STAGES)
async def test_set_up_is_cancelled_in_every_stage(
    simulation: Simulation, stage: EnrollmentStage
) -> None:
    setup = await simulation.enrollment()
    await setup.as_far_as(stage)

    reply = await setup.cancel()

    assert reply.state.stage is EnrollmentStage.cancelled
    assert (await setup.handle.result()).stage is EnrollmentStage.cancelled


async def test_cancelling_in_temporal_ui_cleans_up(simulation: Simulation) -> None:
    setup = await simulation.enrollment()
    await setup.as_far_as(EnrollmentStage.connect_device)

    await setup.handle.cancel()

    with pytest.raises(WorkflowFailureError):
        await setup.handle.result()
    assert simulation.how_setups_ended() == [EnrollmentStage.cancelled]


async def test_tenth_wrong_setup_code_ends_the_set_up(simulation: Simulation) -> None:
    setup = await simulation.enrollment()
    await setup.as_far_as(EnrollmentStage.confirm_code)

    left = [(await setup.submit_setup_code(WRONG)).attempts_left for _ in range(10)]

    assert left == list(range(9, -1, -1))
    assert (await setup.handle.result()).stage is EnrollmentStage.cancelled


async def test_confirmed_set_up_ends_the_other_one(simulation: Simulation) -> None:
    loser, winner = await simulation.enrollment(), await simulation.enrollment()
    await loser.as_far_as(EnrollmentStage.confirm_code)
    await winner.as_far_as(EnrollmentStage.confirm_code)
    codes = simulation.fakes.setup_codes
    codes.superseded = (loser.enrollment_id, uuid7())  # an ended one is ignored
    codes.notice = NoticeStart(
        notice_id=uuid7(), account_id=uuid7(), member_id=uuid7(), kind="device_added"
    )

    reply = await winner.submit_setup_code()

    assert reply.outcome is Outcome.accepted
    assert (await loser.handle.result()).stage is EnrollmentStage.cancelled
    assert simulation.fakes.notices.started == [codes.notice]


async def test_committed_verdict_wins_over_the_timer(
    simulation: Simulation,
) -> None:
    setup = await simulation.enrollment()
    await setup.until_idle()
    at = await simulation.now()
    simulation.fakes.facts.end_setup(
        setup.enrollment_id, EnrollmentStage.enrolled, at, timedelta(minutes=10)
    )

    ended = await setup.handle.result()

    assert ended.stage is EnrollmentStage.enrolled


async def test_mail_server_that_never_accepts_leaves_the_set_up_waiting(
    simulation: Simulation,
) -> None:
    mails = simulation.fakes.mails
    mails.fault = "smtp 451 4.7.1"
    setup = await simulation.enrollment()

    await simulation.skip(SETUP.email_code_lifetime + timedelta(minutes=1))

    tries = len(mails.tried)
    assert tries > 10
    assert await setup.stage() is EnrollmentStage.verify_email
    await simulation.skip(timedelta(minutes=5))
    assert (len(mails.tried), mails.sent) == (tries, [])


async def test_refused_mail_is_tried_once_and_a_resend_goes_out(
    simulation: Simulation,
) -> None:
    mails = simulation.fakes.mails
    mails.fault, mails.for_good = "smtp 550 5.1.1", True
    setup = await simulation.enrollment()
    await simulation.skip(timedelta(minutes=2))
    tried = list(mails.tried)
    mails.fault = None

    reply = await setup.resend()
    await setup.until_idle()

    assert reply.outcome is Outcome.accepted
    assert tried == [1]
    assert mails.sent == [2]


async def test_resend_cancels_the_mail_in_progress(
    simulation: Simulation,
) -> None:
    mails = simulation.fakes.mails
    mails.stuck = {1}
    setup = await simulation.enrollment()
    await simulation.until(lambda: mails.tried == [1])

    await setup.resend()
    await simulation.until(lambda: bool(mails.abandoned and mails.sent))

    assert (mails.abandoned, mails.sent) == ([1], [2])


async def test_right_emailed_code_cancels_the_mail_in_progress(
    simulation: Simulation,
) -> None:
    mails = simulation.fakes.mails
    mails.stuck = {1}
    setup = await simulation.enrollment()
    await simulation.until(lambda: mails.tried == [1])

    await setup.submit_email_code()
    await simulation.until(lambda: bool(mails.abandoned))

    assert mails.sent == []


async def test_refused_resend_sends_nothing(simulation: Simulation) -> None:
    setup = await simulation.enrollment()
    await setup.until_idle()
    simulation.fakes.email_codes.outcome = Outcome.resend_too_soon

    reply = await setup.resend()

    assert reply.outcome is Outcome.resend_too_soon
    assert reply.retry_at is not None
    assert simulation.fakes.mails.tried == [1]


async def test_concurrent_guesses_share_no_try(simulation: Simulation) -> None:
    setup = await simulation.enrollment()
    await setup.until_idle()
    simulation.fakes.email_codes.tries = 1

    replies = await asyncio.gather(*(setup.submit_email_code(WRONG) for _ in range(3)))

    outcomes = [reply.outcome for reply in replies]
    assert outcomes.count(Outcome.wrong_code) == 1
    assert outcomes.count(Outcome.too_many_attempts) == 2


async def test_late_codes_are_not_judged(simulation: Simulation) -> None:
    age = STALE_AFTER + timedelta(seconds=5)
    setup = await simulation.enrollment()
    await setup.until_idle()

    emailed = await refusal(setup.submit_email_code(RIGHT, age))
    await setup.as_far_as(EnrollmentStage.confirm_code)
    typed = await refusal(setup.submit_setup_code(RIGHT, age))

    assert (emailed, typed) == ("stale", "stale")
    assert await setup.stage() is EnrollmentStage.confirm_code


async def test_acts_out_of_turn_are_rejected(simulation: Simulation) -> None:
    setup = await simulation.enrollment()
    await setup.until_idle()

    early = [
        await refusal(setup.submit_setup_code()),
        await refusal(setup.advance(EnrollmentStage.install_app)),
    ]
    await setup.as_far_as(EnrollmentStage.install_app)
    late = [await refusal(setup.submit_email_code()), await refusal(setup.resend())]
    ahead = await setup.advance(EnrollmentStage.connect_device)

    assert set(early + late) == {Outcome.wrong_stage}
    assert ahead.outcome is Outcome.wrong_stage


async def test_repeated_continue_changes_nothing(simulation: Simulation) -> None:
    setup = await simulation.enrollment()
    await setup.as_far_as(EnrollmentStage.connect_device)

    again = await setup.advance(EnrollmentStage.install_app)

    assert again.outcome is Outcome.accepted
    assert again.state.stage is EnrollmentStage.connect_device
    assert simulation.fakes.setups.moved == [EnrollmentStage.connect_device]


async def test_superseded_set_up_is_cancelled(simulation: Simulation) -> None:
    setup = await simulation.enrollment()
    await setup.until_idle()

    await setup.handle.signal(EnrollmentWorkflow.end_now, Ended.superseded)

    assert (await setup.handle.result()).stage is EnrollmentStage.cancelled


async def test_operator_sees_what_a_set_up_waits_for(simulation: Simulation) -> None:
    setup = await simulation.enrollment()
    await setup.as_far_as(EnrollmentStage.connect_device)

    described = await setup.handle.describe()
    details = await setup.handle.query("__temporal_workflow_metadata")

    assert described.typed_search_attributes[STAGE] == "connect_device"
    assert "scan the QR code" in str(details)


async def test_operator_finds_a_set_up_that_waits_for_its_code_too_long(
    simulation: Simulation,
) -> None:
    setup = await simulation.enrollment()
    await setup.until_idle()
    before = (await setup.handle.describe()).typed_search_attributes.get(TROUBLE)

    await simulation.skip(timedelta(minutes=10, seconds=1))
    after = (await setup.handle.describe()).typed_search_attributes.get(TROUBLE)
    await simulation.skip(timedelta(minutes=20))

    assert (before, after) == (None, "slow")
    assert (await setup.handle.result()).stage is EnrollmentStage.expired
