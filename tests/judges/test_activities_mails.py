"""Mail on its way out: a real database and a real conversation with an SMTP server."""

from datetime import datetime
from uuid import UUID

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment

from doorstep.db.pool import Pool
from doorstep.errors import MailDelayed, MailRefused
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
from mail_server import MailServer, code_in


@pytest.fixture
async def bench(
    pool: Pool,
    ring: KeyRing,
    mail_server: MailServer,
    temporal: WorkflowEnvironment,
) -> MailFixture:
    return await mail_fixture(pool, ring, mail_server, temporal.client)


async def test_M1_retry_sends_the_same_mail(bench: MailFixture) -> None:
    bench.server.answer = "451 4.7.1 max@acme.test is greylisted"
    with pytest.raises(MailDelayed, match=r"^smtp 451 4\.7\.1$"):
        await bench.send()
    delayed = await bench.email()

    bench.server.answer = None
    await bench.send(NOW + MINUTE)

    first, second = bench.server.rejected[0], bench.server.messages[0]
    assert code_in(first) == code_in(second) == bench.code
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert first["To"] == second["To"] == "max@acme.test"
    assert (delayed.failed_tries, delayed.last_failure) == (1, "smtp 451 4.7.1")
    assert delayed.status(NOW) == "retrying"


async def test_M1_refused_mail_has_failed_at_once(bench: MailFixture) -> None:
    bench.server.answer = "550 5.1.1 max@acme.test: no such user"

    with pytest.raises(MailRefused, match=r"^smtp 550 5\.1\.1$"):
        await bench.send()

    email = await bench.email()
    assert email.status(NOW) == "failed"
    assert within_a_minute(email.failed_at)
    said = await bench.pool.fetchval("select last_failure_detail from emails")
    assert "no such user" in said


async def test_M1_address_that_no_mail_can_go_to_has_failed_at_once(
    bench: MailFixture,
) -> None:
    await bench.pool.execute("update members set email = 'ma\u200bx@acme.test'")

    for sending in (bench.send(), bench.send_notice()):
        with pytest.raises(MailRefused, match=r"^smtp address$"):
            await sending

    assert (await bench.email()).status(NOW) == "failed"
    failed = "select failed_at from notices"
    assert within_a_minute(await bench.pool.fetchval(failed))


async def test_mail_server_that_is_away_delays(bench: MailFixture) -> None:
    await bench.server.stop()

    with pytest.raises(MailDelayed, match=r"^smtp connect$"):
        await bench.send()

    assert (await bench.email()).status(NOW) == "retrying"


async def test_M1_no_mail_with_a_dead_code(bench: MailFixture) -> None:
    with pytest.raises(ApplicationError) as raised:
        await bench.send(NOW + 10 * MINUTE)

    assert (raised.value.type, raised.value.non_retryable) == ("expired", True)
    assert bench.server.messages == []
    assert (await bench.email()).status(NOW + 10 * MINUTE) == "failed"


@pytest.mark.parametrize(
    "past",
    [
        "update emails set abandoned_at = now()",
        "update enrollments set stage = 'cancelled', ended_at = now()",
        "update enrollments set stage = 'install_app'",
    ],
)
async def test_M1_mail_that_is_not_wanted_any_more_is_not_sent(
    bench: MailFixture, past: str
) -> None:
    await bench.pool.execute(past)

    await bench.send()

    assert bench.server.messages == []


async def test_first_acceptance_counts(bench: MailFixture) -> None:
    def accepted(started_at: datetime) -> EmailAcceptance:
        return EmailAcceptance(
            enrollment_id=bench.enrollment.id, number=1, at=started_at
        )

    await bench.mails.note_accepted(accepted(NOW + MINUTE))
    await bench.mails.note_accepted(accepted(NOW + 2 * MINUTE))

    email = await bench.email()
    assert email.accepted_at == NOW + MINUTE
    assert email.code_expires_at == NOW + 11 * MINUTE
    assert email.status(NOW) == "sent"


async def test_notice_that_was_sent_is_not_sent_again(bench: MailFixture) -> None:
    start = await bench.notice()
    bench.server.answer = "451 4.3.0 later"
    with pytest.raises(MailDelayed):
        await started_at(NOW).run(bench.notices.send, start)
    bench.server.answer = None

    await started_at(NOW + MINUTE).run(bench.notices.send, start)
    await started_at(NOW + 2 * MINUTE).run(bench.notices.send, start)

    assert len(bench.server.messages) == 1
    sent_at = await bench.pool.fetchval("select sent_at from notices")
    assert within_a_minute(sent_at, NOW + MINUTE)
    mail, before = bench.server.messages[0], bench.server.rejected[0]
    assert mail["Message-ID"] == before["Message-ID"]


async def test_refused_notice_has_failed(bench: MailFixture) -> None:
    start = await bench.notice()
    bench.server.answer = "550 5.1.1 no"

    with pytest.raises(MailRefused):
        await started_at(NOW).run(bench.notices.send, start)

    row = await bench.pool.fetchrow("select failed_at, last_failure from notices")
    assert row is not None
    assert within_a_minute(row["failed_at"])
    assert row["last_failure"] == "smtp 550 5.1.1"


def test_ids_are_all_that_a_delivery_carries() -> None:
    order = EmailDelivery(enrollment_id=UUID(int=1), number=1)

    assert set(order.model_dump()) == {"enrollment_id", "number"}
