"""Sending mail, with a real database and a real SMTP server."""

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
async def case(
    pool: Pool,
    ring: KeyRing,
    mail_server: MailServer,
    temporal: WorkflowEnvironment,
) -> MailFixture:
    return await mail_fixture(pool, ring, mail_server, temporal.client)


async def test_M1_retry_sends_the_same_mail(case: MailFixture) -> None:
    case.server.answer = "451 4.7.1 max@acme.test is greylisted"
    with pytest.raises(MailDelayed, match=r"^smtp 451 4\.7\.1$"):
        await case.send()
    delayed = await case.email()

    case.server.answer = None
    await case.send(NOW + MINUTE)

    first, second = case.server.rejected[0], case.server.messages[0]
    assert code_in(first) == code_in(second) == case.code
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert first["To"] == second["To"] == "max@acme.test"
    assert (delayed.failed_tries, delayed.last_failure) == (1, "smtp 451 4.7.1")
    assert delayed.status(NOW) == "retrying"


async def test_M1_refused_mail_fails_at_once(case: MailFixture) -> None:
    case.server.answer = "550 5.1.1 max@acme.test: no such user"

    with pytest.raises(MailRefused, match=r"^smtp 550 5\.1\.1$"):
        await case.send()

    email = await case.email()
    assert email.status(NOW) == "failed"
    assert within_a_minute(email.failed_at)
    output = await case.pool.fetchval("select last_failure_detail from emails")
    assert "no such user" in output


async def test_M1_undeliverable_address_fails_at_once(
    case: MailFixture,
) -> None:
    await case.pool.execute("update members set email = 'ma\u200bx@acme.test'")

    for sending in (case.send(), case.send_notice()):
        with pytest.raises(MailRefused, match=r"^smtp address$"):
            await sending

    assert (await case.email()).status(NOW) == "failed"
    failed = "select failed_at from notices"
    assert within_a_minute(await case.pool.fetchval(failed))


async def test_unavailable_mail_server_delays_mail(case: MailFixture) -> None:
    await case.server.stop()

    with pytest.raises(MailDelayed, match=r"^smtp connect$"):
        await case.send()

    assert (await case.email()).status(NOW) == "retrying"


async def test_M1_no_mail_with_an_expired_code(case: MailFixture) -> None:
    with pytest.raises(ApplicationError) as raised:
        await case.send(NOW + 10 * MINUTE)

    assert (raised.value.type, raised.value.non_retryable) == ("expired", True)
    assert case.server.messages == []
    assert (await case.email()).status(NOW + 10 * MINUTE) == "failed"


@pytest.mark.parametrize(
    "past",
    [
        "update emails set abandoned_at = now()",
        "update enrollments set stage = 'cancelled', ended_at = now()",
        "update enrollments set stage = 'install_app'",
    ],
)
async def test_M1_obsolete_mail_is_not_sent(case: MailFixture, past: str) -> None:
    await case.pool.execute(past)

    await case.send()

    assert case.server.messages == []


async def test_first_acceptance_counts(case: MailFixture) -> None:
    def accepted(started_at: datetime) -> EmailAcceptance:
        return EmailAcceptance(
            enrollment_id=case.enrollment.id, number=1, at=started_at
        )

    await case.mails.note_accepted(accepted(NOW + MINUTE))
    await case.mails.note_accepted(accepted(NOW + 2 * MINUTE))

    email = await case.email()
    assert email.accepted_at == NOW + MINUTE
    assert email.code_expires_at == NOW + 11 * MINUTE
    assert email.status(NOW) == "sent"


async def test_sent_notice_is_not_sent_again(case: MailFixture) -> None:
    start = await case.notice()
    case.server.answer = "451 4.3.0 later"
    with pytest.raises(MailDelayed):
        await started_at(NOW).run(case.notices.send, start)
    case.server.answer = None

    await started_at(NOW + MINUTE).run(case.notices.send, start)
    await started_at(NOW + 2 * MINUTE).run(case.notices.send, start)

    assert len(case.server.messages) == 1
    sent_at = await case.pool.fetchval("select sent_at from notices")
    assert within_a_minute(sent_at, NOW + MINUTE)
    mail, before = case.server.messages[0], case.server.rejected[0]
    assert mail["Message-ID"] == before["Message-ID"]


async def test_refused_notice_fails(case: MailFixture) -> None:
    start = await case.notice()
    case.server.answer = "550 5.1.1 no"

    with pytest.raises(MailRefused):
        await started_at(NOW).run(case.notices.send, start)

    row = await case.pool.fetchrow("select failed_at, last_failure from notices")
    assert row is not None
    assert within_a_minute(row["failed_at"])
    assert row["last_failure"] == "smtp 550 5.1.1"


def test_a_delivery_carries_only_ids() -> None:
    order = EmailDelivery(enrollment_id=UUID(int=1), number=1)

    assert set(order.model_dump()) == {"enrollment_id", "number"}
