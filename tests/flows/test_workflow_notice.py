"""Notices: mails that tell a member what happened, retried for a day."""

from datetime import timedelta

import pytest
from temporalio.client import WorkflowFailureError

from simulation import Simulation


async def test_notice_is_mailed_once(simulation: Simulation) -> None:
    notice = await simulation.notice("device_added")

    await notice.result()

    assert simulation.fakes.mails.notices == ["device_added"]


async def test_notice_waits_for_an_unavailable_mail_server(
    simulation: Simulation,
) -> None:
    mails = simulation.fakes.mails
    mails.fault = "smtp 451 4.7.1"
    notice = await simulation.notice("device_replaced")
    await simulation.skip(timedelta(hours=2))

    mails.fault = None
    await notice.result()

    assert mails.notices == ["device_replaced"]
    assert mails.notice_tries > 10


async def test_notice_is_given_up_after_a_day(simulation: Simulation) -> None:
    mails = simulation.fakes.mails
    mails.fault = "smtp connect"
    notice = await simulation.notice("device_reset")

    with pytest.raises(WorkflowFailureError):
        await notice.result()

    described = await notice.describe()
    assert described.close_time is not None
    took = described.close_time - described.start_time
    assert timedelta(hours=23) < took < timedelta(hours=25)


async def test_refused_notice_is_not_retried(simulation: Simulation) -> None:
    mails = simulation.fakes.mails
    mails.fault, mails.for_good = "smtp 550 5.1.1", True
    notice = await simulation.notice("device_added")

    with pytest.raises(WorkflowFailureError):
        await notice.result()

    assert mails.notice_tries == 1
