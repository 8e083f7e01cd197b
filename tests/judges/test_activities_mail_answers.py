"""When a mail was accepted, and how long its code is valid where that is not known."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment, WorkflowEnvironment

from doorstep.db.emails import Email, Emails
from doorstep.db.notices import Notices
from doorstep.db.pool import Pool
from doorstep.errors import MailDelayed, MailDenied
from doorstep.messages.activities import EmailAcceptance, EmailDelivery, EmailSent
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
_MOMENTS = [timedelta(seconds=0.1 * 4**n) for n in range(5)]
"""What a try has left: the first is enough, but for a machine with much else to do."""


@pytest.fixture
async def case(
    pool: Pool,
    ring: KeyRing,
    mail_server: MailServer,
    temporal: WorkflowEnvironment,
) -> MailFixture:
    return await mail_fixture(pool, ring, mail_server, temporal.client)


async def _lost(case: MailFixture) -> Email:
    """Its first try was handed over at noon, and the reply was lost."""
    async with scripted_server({".": HANGS_UP}) as (_, url):
        with pytest.raises(MailDelayed, match=r"^smtp connect$"):
            await case.through(url).send()
    return await case.email()


async def test_E1_row12_the_sending_activity_records_the_acceptance(
    case: MailFixture,
) -> None:
    case.server.delay = _TAKES

    sent = await case.send()

    email = await case.email()
    assert sent is not None
    assert email.accepted_at == sent.at
    assert sent.at >= NOW + timedelta(seconds=_TAKES)
    assert email.code_expires_at == sent.code_ends_at == sent.at + _LIFETIME
    assert email.status(NOW) == "sent"


async def test_H4_row12_repeat_after_acceptance_sends_nothing(
    case: MailFixture,
) -> None:
    first = await case.send()

    again = await case.send(NOW + MINUTE)

    assert again == first
    assert len(case.server.messages) == 1


async def test_H4_row12_lost_reply_counts_the_codes_life_from_the_earliest_acceptance(
    case: MailFixture,
) -> None:
    lost = await _lost(case)

    sent = await case.send(NOW + 2 * MINUTE)

    email = await case.email()
    assert lost.handed_over_at is not None
    assert within_a_minute(lost.handed_over_at)
    assert lost.code_expires_at == NOW + _LIFETIME
    assert within_a_minute(email.accepted_at, NOW + 2 * MINUTE)
    assert email.code_expires_at == lost.handed_over_at + _LIFETIME
    assert sent is not None
    assert sent.code_ends_at == email.code_expires_at


@pytest.mark.parametrize("verb", ["DATA", "."])
async def test_E1_row12_refusal_does_not_shorten_the_codes_life(
    case: MailFixture, verb: str
) -> None:
    async with scripted_server({verb: "451 4.3.0 later"}) as (_, url):
        with pytest.raises(MailDelayed):
            await case.through(url).send()

    sent = await case.send(NOW + 2 * MINUTE)

    assert sent is not None
    assert sent.code_ends_at == sent.at + _LIFETIME


async def test_H4_row12_later_reply_does_not_undo_a_lost_one(
    case: MailFixture,
) -> None:
    lost = await _lost(case)
    case.server.answer = "451 4.3.0 later"
    with pytest.raises(MailDelayed):
        await case.send(NOW + MINUTE)
    case.server.answer = None

    await case.send(NOW + 2 * MINUTE)

    email = await case.email()
    assert email.handed_over_at == lost.handed_over_at
    assert lost.handed_over_at is not None
    assert email.code_expires_at == lost.handed_over_at + _LIFETIME


async def test_H4_W2_row12_worker_records_the_hand_over_before_it_starts(
    case: MailFixture,
) -> None:
    case.server.delay = 60
    dying = asyncio.create_task(case.send())
    await case.server.accepting.wait()

    email = await case.email()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)

    assert within_a_minute(email.handed_over_at)
    assert email.accepted_at is None


async def test_E1_row12_record_of_an_earlier_release_lengthens_no_code(
    case: MailFixture,
) -> None:
    sent = await case.send()

    await case.mails.note_accepted(
        EmailAcceptance(enrollment_id=case.enrollment.id, number=1, at=NOW + 5 * MINUTE)
    )

    assert sent is not None
    assert (await case.email()).accepted_at == sent.at


@pytest.mark.parametrize(
    "past",
    [
        "update emails set abandoned_at = now()",
        "update enrollments set stage = 'cancelled', ended_at = now()",
        "update enrollments set stage = 'install_app'",
    ],
)
async def test_M1_row11_mail_cancelled_during_a_slow_reply_is_not_handed_over(
    case: MailFixture, past: str
) -> None:
    async def verbs() -> list[str]:
        return [line.partition(" ")[0] for line in peer.received]

    async with scripted_server(after={"RCPT": _TAKES}) as (peer, url):
        sending = asyncio.create_task(case.through(url).send())
        await until(verbs, lambda received: "RCPT" in received)
        await case.pool.execute(past)
        sent = await sending

    assert sent is None
    assert "DATA" not in await verbs()
    assert (await case.email()).handed_over_at is None


async def _begun_in_time(
    send: Callable[[datetime], Awaitable[EmailSent | None]],
) -> EmailSent | None:
    """The first try that began before the end of its code."""
    for moment in _MOMENTS:
        with suppress(ApplicationError):  # expired before it began
            if sent := await send(NOW + _LIFETIME - moment):
                return sent
    return None


async def test_M1_row11_mail_expires_while_it_waits_for_the_greeting(
    case: MailFixture,
) -> None:
    async with scripted_server({"greeting": SILENCE}) as (peer, url):
        slow = case.through(url)
        with pytest.raises(MailDelayed, match=r"^smtp timeout$"):
            await _begun_in_time(slow.send)
        with pytest.raises(ApplicationError, match=r"^expired: expired$"):
            await slow.send(NOW + _LIFETIME)

    assert peer.received == []
    assert (await case.email()).status(NOW + _LIFETIME) == "failed"


async def test_H4_row11_message_in_transfer_is_waited_for_past_its_deadline(
    case: MailFixture,
) -> None:
    async def send(moment: datetime) -> EmailSent | None:
        case.server.delay = 3 * (NOW + _LIFETIME - moment).total_seconds()
        with suppress(MailDelayed):  # it came too late to the end of the message
            return await case.send(moment)
        return None

    sent = await _begun_in_time(send)

    assert sent is not None
    assert sent.at > NOW + _LIFETIME
    email = await case.email()
    assert email.status(sent.at) == "sent"
    assert email.code_expires_at == sent.at + _LIFETIME


async def test_H4_W2_row12_unavailable_database_at_the_reply_causes_no_second_copy(
    case: MailFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    _away_at_first(monkeypatch, Emails, "note_accepted")
    _away_at_first(monkeypatch, Notices, "note_sent")

    await case.send()
    await case.send_notice()

    assert len(case.server.messages) == 2
    assert within_a_minute((await case.email()).accepted_at)
    assert within_a_minute(await case.pool.fetchval("select sent_at from notices"))


def _away_at_first(patch: pytest.MonkeyPatch, table: type, name: str) -> None:
    faults, note = [OSError("away")], getattr(table, name)

    async def away(*parts: object) -> object:
        if faults:
            raise faults.pop()
        return await note(*parts)

    patch.setattr(table, name, away)


async def test_row11_worker_that_shuts_down_starts_no_transfer(
    case: MailFixture,
) -> None:
    leaving: ActivityEnvironment = started_at(NOW)
    leaving.worker_shutdown()
    order = EmailDelivery(enrollment_id=case.enrollment.id, number=1)

    for sending in (
        leaving.run(case.mails.send_code, order),
        leaving.run(case.notices.send, await case.notice()),
    ):
        with pytest.raises(ApplicationError) as raised:
            await sending
        assert (raised.value.type, raised.value.non_retryable) == (
            "WorkerShutdown",
            False,
        )

    assert case.server.messages == case.server.rejected == []
    assert (await case.email()).failed_tries == 0


async def test_H4_row11_notice_is_recorded_as_sent_at_its_acceptance(
    case: MailFixture,
) -> None:
    case.server.delay = _TAKES

    await case.send_notice()

    sent_at = await case.pool.fetchval("select sent_at from notices")
    assert sent_at >= NOW + timedelta(seconds=_TAKES)


async def test_M1_row14_denied_mail_is_retried_and_its_row_names_the_cause(
    case: MailFixture,
) -> None:
    case.server.answer = "550 5.7.60 not permitted to send as this sender"
    with pytest.raises(MailDenied):
        await case.send()
    denied = await case.email()
    case.server.answer = "451 4.3.0 later"
    with pytest.raises(MailDelayed):
        await case.send()
    delayed = await case.email()
    case.server.answer = None

    await case.send()

    assert (denied.denied, denied.status(NOW)) == (True, "retrying")
    assert not delayed.denied
    assert (await case.email()).status(NOW) == "sent"
