"""Mail on its way out: a real database and a real conversation with an SMTP server."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment, WorkflowEnvironment
from uuid_utils.compat import uuid7

from activities.mails import Mails
from doorstep.assignments import EmailAcceptance, EmailDelivery
from doorstep.db.emails import Email, Emails
from doorstep.db.enrollments import Enrollment
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import Pool
from doorstep.errors import MailDelayed, MailRefused
from doorstep.mail.smtp import Smtp
from doorstep.messages import NoticeStart
from doorstep.seal import KeyRing
from doorstep.stages import LoginStage
from mail_server import MailServer, code_in
from seeding import new_member, rows_of

_NOW = datetime(2026, 3, 5, 12, 0, 0, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Bench:
    """A set-up whose first mail was asked for at noon."""

    pool: Pool
    mails: Mails
    server: MailServer
    enrollment: Enrollment
    code: str

    async def send(self, at: datetime = _NOW, number: int = 1) -> None:
        order = EmailDelivery(enrollment_id=self.enrollment.id, number=number)
        await _at(at).run(self.mails.send_code, order)

    async def email(self) -> Email:
        async with self.pool.acquire() as connection:
            return await Emails(connection).newest(self.enrollment.id)

    async def notice(self) -> NoticeStart:
        notice = Notice(
            uuid7(),
            self.enrollment.account_id,
            self.enrollment.member_id,
            "device_added",
            _NOW,
        )
        async with self.pool.acquire() as connection:
            await Notices(connection).insert(notice)
        return NoticeStart(
            notice_id=notice.id,
            account_id=notice.account_id,
            member_id=notice.member_id,
            kind=notice.kind,
        )

    async def send_notice(self, at: datetime = _NOW) -> None:
        await _at(at).run(self.mails.send_notice, await self.notice())


def _at(moment: datetime) -> ActivityEnvironment:
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, started_time=moment)
    return environment


@pytest.fixture
async def bench(
    pool: Pool,
    ring: KeyRing,
    mail_server: MailServer,
    temporal: WorkflowEnvironment,
) -> Bench:
    member_id = await new_member(pool, _NOW)
    async with pool.acquire() as connection:
        rows = await rows_of(connection, member_id, _NOW)
        enrollment = await rows.enrollment(await rows.login(LoginStage.setting_up))
        code = await rows.email(enrollment, ring)
    smtp = Smtp.from_url(mail_server.url)
    sender = "Doorstep <no-reply@doorstep.test>"
    mails = Mails(pool, ring, smtp, sender, temporal.client)
    return Bench(pool, mails, mail_server, enrollment, code)


async def test_M1_retry_sends_the_same_mail(bench: Bench) -> None:
    bench.server.answer = "451 4.7.1 max@acme.test is greylisted"
    with pytest.raises(MailDelayed, match=r"^smtp 451 4\.7\.1$"):
        await bench.send()
    delayed = await bench.email()

    bench.server.answer = None
    await bench.send(_NOW + _MINUTE)

    first, second = bench.server.turned_away[0], bench.server.messages[0]
    assert code_in(first) == code_in(second) == bench.code
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert first["To"] == second["To"] == "max@acme.test"
    assert (delayed.failed_tries, delayed.last_failure) == (1, "smtp 451 4.7.1")
    assert delayed.status(_NOW) == "retrying"


async def test_M1_refused_mail_has_failed_at_once(bench: Bench) -> None:
    bench.server.answer = "550 5.1.1 max@acme.test: no such user"

    with pytest.raises(MailRefused, match=r"^smtp 550 5\.1\.1$"):
        await bench.send()

    email = await bench.email()
    assert email.status(_NOW) == "failed"
    assert email.failed_at == _NOW
    said = await bench.pool.fetchval("select last_failure_detail from emails")
    assert "no such user" in said


async def test_M1_address_that_no_mail_can_go_to_has_failed_at_once(
    bench: Bench,
) -> None:
    await bench.pool.execute("update members set email = 'ma\u200bx@acme.test'")

    for sending in (bench.send(), bench.send_notice()):
        with pytest.raises(MailRefused, match=r"^smtp address$"):
            await sending

    assert (await bench.email()).status(_NOW) == "failed"
    failed = "select failed_at from notices"
    assert await bench.pool.fetchval(failed) == _NOW


async def test_mail_server_that_is_away_delays(bench: Bench) -> None:
    await bench.server.stop()

    with pytest.raises(MailDelayed, match=r"^smtp connect$"):
        await bench.send()

    assert (await bench.email()).status(_NOW) == "retrying"


async def test_M1_no_mail_with_a_dead_code(bench: Bench) -> None:
    with pytest.raises(ApplicationError) as raised:
        await bench.send(_NOW + 10 * _MINUTE)

    assert (raised.value.type, raised.value.non_retryable) == ("expired", True)
    assert bench.server.messages == []
    assert (await bench.email()).status(_NOW + 10 * _MINUTE) == "failed"


@pytest.mark.parametrize(
    "past",
    [
        "update emails set abandoned_at = now()",
        "update enrollments set stage = 'cancelled', ended_at = now()",
        "update enrollments set stage = 'install_app'",
    ],
)
async def test_M1_mail_that_is_not_wanted_any_more_is_not_sent(
    bench: Bench, past: str
) -> None:
    await bench.pool.execute(past)

    await bench.send()

    assert bench.server.messages == []


async def test_first_acceptance_counts(bench: Bench) -> None:
    def accepted(at: datetime) -> EmailAcceptance:
        return EmailAcceptance(enrollment_id=bench.enrollment.id, number=1, at=at)

    await bench.mails.note_accepted(accepted(_NOW + _MINUTE))
    await bench.mails.note_accepted(accepted(_NOW + 2 * _MINUTE))

    email = await bench.email()
    assert email.accepted_at == _NOW + _MINUTE
    assert email.code_expires_at == _NOW + 11 * _MINUTE
    assert email.status(_NOW) == "sent"


async def test_notice_that_was_sent_is_not_sent_again(bench: Bench) -> None:
    start = await bench.notice()
    bench.server.answer = "451 4.3.0 later"
    with pytest.raises(MailDelayed):
        await _at(_NOW).run(bench.mails.send_notice, start)
    bench.server.answer = None

    await _at(_NOW + _MINUTE).run(bench.mails.send_notice, start)
    await _at(_NOW + 2 * _MINUTE).run(bench.mails.send_notice, start)

    assert len(bench.server.messages) == 1
    sent_at = await bench.pool.fetchval("select sent_at from notices")
    assert sent_at == _NOW + _MINUTE
    mail, before = bench.server.messages[0], bench.server.turned_away[0]
    assert mail["Message-ID"] == before["Message-ID"]


async def test_refused_notice_has_failed(bench: Bench) -> None:
    start = await bench.notice()
    bench.server.answer = "554 5.7.1 no"

    with pytest.raises(MailRefused):
        await _at(_NOW).run(bench.mails.send_notice, start)

    row = await bench.pool.fetchrow("select failed_at, last_failure from notices")
    assert row is not None
    assert dict(row) == {"failed_at": _NOW, "last_failure": "smtp 554 5.7.1"}


def test_ids_are_all_that_a_delivery_carries() -> None:
    order = EmailDelivery(enrollment_id=UUID(int=1), number=1)

    assert set(order.model_dump()) == {"enrollment_id", "number"}
