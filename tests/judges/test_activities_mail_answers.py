"""When a mail was taken, and how long its code lives where that is not known."""

import asyncio
from datetime import timedelta

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment, WorkflowEnvironment

from doorstep.db.emails import Email, Emails
from doorstep.db.notices import Notices
from doorstep.db.pool import Pool
from doorstep.errors import MailDelayed, MailDenied
from doorstep.messages.activities import EmailAcceptance, EmailDelivery
from doorstep.rules.seal import KeyRing
from mail_fixture import (
    MINUTE,
    NOW,
    MailFixture,
    mail_fixture,
    started_at,
    within_a_minute,
)
from mail_server import MailServer
from smtp_servers import HANGS_UP, SILENCE, scripted_server
from waiting import until

_LIFETIME = 10 * MINUTE
_TAKES = 0.3
_A_MOMENT = timedelta(seconds=0.1)


@pytest.fixture
async def bench(
    pool: Pool,
    ring: KeyRing,
    mail_server: MailServer,
    temporal: WorkflowEnvironment,
) -> MailFixture:
    return await mail_fixture(pool, ring, mail_server, temporal.client)


async def _lost(bench: MailFixture) -> Email:
    """Its first try was handed over at noon, and the answer got lost."""
    async with scripted_server({".": HANGS_UP}) as (_, url):
        with pytest.raises(MailDelayed, match=r"^smtp connect$"):
            await bench.through(url).send()
    return await bench.email()


async def test_E1_row12_sending_itself_notes_the_moment_of_acceptance(
    bench: MailFixture,
) -> None:
    bench.server.delay = _TAKES

    sent = await bench.send()

    email = await bench.email()
    assert sent is not None
    assert email.accepted_at == sent.at
    assert sent.at >= NOW + timedelta(seconds=_TAKES)
    assert email.code_expires_at == sent.code_ends_at == sent.at + _LIFETIME
    assert email.status(NOW) == "sent"


async def test_H4_row12_repeat_after_acceptance_sends_nothing(
    bench: MailFixture,
) -> None:
    first = await bench.send()

    again = await bench.send(NOW + MINUTE)

    assert again == first
    assert len(bench.server.messages) == 1


async def test_H4_row12_lost_answer_leaves_the_code_no_longer_than_it_may_be_known(
    bench: MailFixture,
) -> None:
    lost = await _lost(bench)

    sent = await bench.send(NOW + 2 * MINUTE)

    email = await bench.email()
    assert lost.handed_over_at is not None
    assert within_a_minute(lost.handed_over_at)
    assert lost.code_expires_at == NOW + _LIFETIME
    assert within_a_minute(email.accepted_at, NOW + 2 * MINUTE)
    assert email.code_expires_at == lost.handed_over_at + _LIFETIME
    assert sent is not None
    assert sent.code_ends_at == email.code_expires_at


@pytest.mark.parametrize("verb", ["DATA", "."])
async def test_E1_row12_reply_that_it_was_not_taken_costs_the_code_nothing(
    bench: MailFixture, verb: str
) -> None:
    async with scripted_server({verb: "451 4.3.0 later"}) as (_, url):
        with pytest.raises(MailDelayed):
            await bench.through(url).send()

    sent = await bench.send(NOW + 2 * MINUTE)

    assert sent is not None
    assert sent.code_ends_at == sent.at + _LIFETIME


async def test_H4_row12_later_reply_does_not_undo_a_lost_answer(
    bench: MailFixture,
) -> None:
    lost = await _lost(bench)
    bench.server.answer = "451 4.3.0 later"
    with pytest.raises(MailDelayed):
        await bench.send(NOW + MINUTE)
    bench.server.answer = None

    await bench.send(NOW + 2 * MINUTE)

    email = await bench.email()
    assert email.handed_over_at == lost.handed_over_at
    assert lost.handed_over_at is not None
    assert email.code_expires_at == lost.handed_over_at + _LIFETIME


async def test_H4_W2_row12_worker_that_dies_has_said_before_that_it_hands_over(
    bench: MailFixture,
) -> None:
    bench.server.delay = 60
    dying = asyncio.create_task(bench.send())
    await bench.server.accepting.wait()

    email = await bench.email()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)

    assert within_a_minute(email.handed_over_at)
    assert email.accepted_at is None


async def test_E1_row12_note_of_an_earlier_release_lengthens_nothing(
    bench: MailFixture,
) -> None:
    sent = await bench.send()

    await bench.mails.note_accepted(
        EmailAcceptance(
            enrollment_id=bench.enrollment.id, number=1, at=NOW + 5 * MINUTE
        )
    )

    assert sent is not None
    assert (await bench.email()).accepted_at == sent.at


@pytest.mark.parametrize(
    "past",
    [
        "update emails set abandoned_at = now()",
        "update enrollments set stage = 'cancelled', ended_at = now()",
        "update enrollments set stage = 'install_app'",
    ],
)
async def test_M1_row11_mail_that_nobody_wants_after_a_slow_answer_is_not_handed_over(
    bench: MailFixture, past: str
) -> None:
    async def verbs() -> list[str]:
        return [line.partition(" ")[0] for line in peer.received]

    async with scripted_server(after={"RCPT": _TAKES}) as (peer, url):
        sending = asyncio.create_task(bench.through(url).send())
        await until(verbs, lambda heard: "RCPT" in heard)
        await bench.pool.execute(past)
        sent = await sending

    assert sent is None
    assert "DATA" not in await verbs()
    assert (await bench.email()).handed_over_at is None


async def test_M1_row11_time_of_a_mail_ends_while_a_greeting_is_waited_for(
    bench: MailFixture,
) -> None:
    async with scripted_server({"greeting": SILENCE}) as (peer, url):
        slow = bench.through(url)
        with pytest.raises(MailDelayed, match=r"^smtp timeout$"):
            await slow.send(NOW + _LIFETIME - _A_MOMENT)
        with pytest.raises(ApplicationError, match=r"^expired: expired$"):
            await slow.send(NOW + _LIFETIME)

    assert peer.received == []
    assert (await bench.email()).status(NOW + _LIFETIME) == "failed"


async def test_H4_row11_message_on_its_way_as_its_time_ends_is_waited_for(
    bench: MailFixture,
) -> None:
    bench.server.delay = _TAKES

    sent = await bench.send(NOW + _LIFETIME - _A_MOMENT)

    assert sent is not None
    assert sent.at > NOW + _LIFETIME
    email = await bench.email()
    assert email.status(sent.at) == "sent"
    assert email.code_expires_at == sent.at + _LIFETIME


async def test_H4_W2_row12_database_that_is_away_at_the_answer_makes_no_second_copy(
    bench: MailFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    _away_at_first(monkeypatch, Emails, "note_accepted")
    _away_at_first(monkeypatch, Notices, "note_sent")

    await bench.send()
    await bench.send_notice()

    assert len(bench.server.messages) == 2
    assert within_a_minute((await bench.email()).accepted_at)
    assert within_a_minute(await bench.pool.fetchval("select sent_at from notices"))


def _away_at_first(patch: pytest.MonkeyPatch, table: type, name: str) -> None:
    faults, note = [OSError("away")], getattr(table, name)

    async def away(*parts: object) -> object:
        if faults:
            raise faults.pop()
        return await note(*parts)

    patch.setattr(table, name, away)


async def test_row11_worker_that_shuts_down_begins_no_message(
    bench: MailFixture,
) -> None:
    leaving: ActivityEnvironment = started_at(NOW)
    leaving.worker_shutdown()
    order = EmailDelivery(enrollment_id=bench.enrollment.id, number=1)

    for sending in (
        leaving.run(bench.mails.send_code, order),
        leaving.run(bench.notices.send, await bench.notice()),
    ):
        with pytest.raises(ApplicationError) as raised:
            await sending
        assert (raised.value.type, raised.value.non_retryable) == (
            "WorkerShutdown",
            False,
        )

    assert bench.server.messages == bench.server.rejected == []
    assert (await bench.email()).failed_tries == 0


async def test_H4_row11_notice_is_sent_at_the_moment_of_acceptance(
    bench: MailFixture,
) -> None:
    bench.server.delay = _TAKES

    await bench.send_notice()

    sent_at = await bench.pool.fetchval("select sent_at from notices")
    assert sent_at >= NOW + timedelta(seconds=_TAKES)


async def test_M1_row14_denied_mail_goes_on_and_its_row_says_whose_fault_it_was(
    bench: MailFixture,
) -> None:
    bench.server.answer = "550 5.7.60 not permitted to send as this sender"
    with pytest.raises(MailDenied):
        await bench.send()
    denied = await bench.email()
    bench.server.answer = "451 4.3.0 later"
    with pytest.raises(MailDelayed):
        await bench.send()
    delayed = await bench.email()
    bench.server.answer = None

    await bench.send()

    assert (denied.denied, denied.status(NOW)) == (True, "retrying")
    assert not delayed.denied
    assert (await bench.email()).status(NOW) == "sent"
