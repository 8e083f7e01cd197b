"""The activities that send mail, around a real database and a real SMTP server."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from temporalio.client import Client
from temporalio.testing import ActivityEnvironment
from uuid_utils.compat import uuid7

from activities.mails import Mails
from activities.notice_mails import NoticeMails
from doorstep.db.emails import Email, Emails
from doorstep.db.enrollments import Enrollment
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import Pool
from doorstep.db.writes import write_together
from doorstep.mail.smtp import Smtp
from doorstep.messages.activities import EmailDelivery, EmailSent
from doorstep.messages.flows import NoticeStart
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import LoginStage
from mail_server import MailServer
from seeding import new_member, rows_of

NOW = datetime(2026, 3, 5, 12, 0, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SENDER = "Doorstep <no-reply@doorstep.test>"


@dataclass(frozen=True)
class MailFixture:
    """A setup whose first mail was asked for at noon."""

    pool: Pool
    ring: KeyRing
    client: Client
    mails: Mails
    notices: NoticeMails
    server: MailServer
    enrollment: Enrollment
    code: str

    def through(self, url: str) -> "MailFixture":
        """The same with another mail server."""
        smtp = Smtp.from_url(url)
        return replace(
            self,
            mails=Mails(self.pool, self.ring, smtp, SENDER, self.client),
            notices=NoticeMails(self.pool, smtp, SENDER),
        )

    async def send(self, moment: datetime = NOW) -> EmailSent | None:
        order = EmailDelivery(enrollment_id=self.enrollment.id, number=1)
        return await started_at(moment).run(self.mails.send_code, order)

    async def email(self) -> Email:
        async with self.pool.acquire() as connection:
            mails = await Emails(connection).of_enrollments([self.enrollment.id])
            return mails[self.enrollment.id][-1]

    async def notice(self) -> NoticeStart:
        notice = Notice(
            uuid7(),
            self.enrollment.account_id,
            self.enrollment.member_id,
            "device_added",
            NOW,
        )
        async with self.pool.acquire() as connection:
            await write_together(connection, Notices.inserted(notice))
        return NoticeStart(
            notice_id=notice.id,
            account_id=notice.account_id,
            member_id=notice.member_id,
            kind=notice.kind,
        )

    async def send_notice(self, moment: datetime = NOW) -> None:
        await started_at(moment).run(self.notices.send, await self.notice())


def started_at(moment: datetime) -> ActivityEnvironment:
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, started_time=moment)
    return environment


def within_a_minute(moment: datetime | None, after: datetime = NOW) -> bool:
    """Within a minute after `after`."""
    return moment is not None and after <= moment < after + MINUTE


async def mail_fixture(
    pool: Pool, ring: KeyRing, server: MailServer, client: Client
) -> MailFixture:
    member_id = await new_member(pool, NOW)
    async with pool.acquire() as connection:
        rows = await rows_of(connection, member_id, NOW)
        enrollment = await rows.enrollment(await rows.login(LoginStage.setting_up))
        code = await rows.email(enrollment, ring)
    smtp = Smtp.from_url(server.url)
    mails = Mails(pool, ring, smtp, SENDER, client)
    notices = NoticeMails(pool, smtp, SENDER)
    return MailFixture(pool, ring, client, mails, notices, server, enrollment, code)
