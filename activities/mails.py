"""Mail on its way out: the emailed code and the notices.

A retry sends the same mail: the same code, Date and Message-ID. What the server said
goes to Postgres; Temporal sees its number.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from email.message import EmailMessage

from temporalio import activity
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from activities.posted import counted
from doorstep.assignments import EmailAcceptance, EmailDelivery
from doorstep.codes import email_code
from doorstep.db.accounts import Accounts
from doorstep.db.emails import Email, Emails
from doorstep.db.enrollments import Enrollments
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member, Members
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import Connection, Pool
from doorstep.errors import MailDelayed, MailError, MailRefused
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from doorstep.messages import MailDelay, NoticeStart
from doorstep.seal import KeyRing
from doorstep.stages import Application, EnrollmentStage

_HEARTBEAT_SECONDS = 3.0
_FIRST_TRIES, _OF_LATER_TRIES = 5, 4  # of a flow's history each costs four events
_TELLING = timedelta(seconds=2)
_APPLICATIONS = {
    Application.web_console: "Web Console",
    Application.admin_center: "Admin Center",
}


class Mails:
    """Sends over one SMTP server; the text of every mail is made at the moment."""

    def __init__(
        self, pool: Pool, ring: KeyRing, smtp: Smtp, mail_from: str, client: Client
    ) -> None:
        self._pool = pool
        self._ring = ring
        self._smtp = smtp
        self._mail_from = mail_from
        self._client = client

    @activity.defn(name="send_verification_email")
    async def send_code(self, order: EmailDelivery) -> None:
        """Deliver; a repeat after acceptance sends the same mail once more.

        Raises MailDelayed to be tried again, MailRefused and `expired` not to be.
        """
        async with self._pool.acquire() as connection:
            email = await Emails(connection).get(order.enrollment_id, order.number)
            if not await self._still_wanted(connection, email):
                return
        try:
            message = await self._verification(email)
            async with (
                _heartbeats(),
                counted(MailKind.email_verification, email.asked_at),
            ):
                await self._smtp.send(message)
        except MailError as error:
            await self._note_failure(email, error)
            if isinstance(error, MailDelayed):
                await self._tell_delay(email, error)
            raise

    @activity.defn(name="note_email_accepted")
    async def note_accepted(self, order: EmailAcceptance) -> None:
        """From `at` on the code lives its time; a repeat never lengthens it."""
        async with self._pool.acquire() as connection:
            await Emails(connection).note_accepted(
                order.enrollment_id, order.number, order.at
            )

    @activity.defn(name="send_notice")
    async def send_notice(self, start: NoticeStart) -> None:
        """Deliver; a repeat after it was noted as sent does nothing."""
        async with self._pool.acquire() as connection:
            await Notices(connection).note_started(start.notice_id, _now())
            notice = await Notices(connection).get(start.notice_id)
        if notice.sent_at is not None:
            return
        try:
            message = await self._notice(notice)
            async with _heartbeats(), counted(MailKind(notice.kind), notice.created_at):
                await self._smtp.send(message)
        except MailError as error:
            await self._note_notice_failure(notice, error)
            raise
        async with self._pool.acquire() as connection:
            await Notices(connection).note_sent(notice.id, _now())

    async def _still_wanted(self, connection: Connection, email: Email) -> bool:
        """No mail with a dead code, none for a set-up that is past it."""
        if _now() >= email.delivery_ends_at:
            raise ApplicationError("expired", type="expired", non_retryable=True)
        enrollment = await Enrollments(connection).get(email.enrollment_id)
        return (
            email.abandoned_at is None
            and enrollment.ended_at is None
            and enrollment.stage is EnrollmentStage.verify_email
        )

    async def _verification(self, email: Email) -> EmailMessage:
        async with self._pool.acquire() as connection:
            enrollment = await Enrollments(connection).get(email.enrollment_id)
            login = await Logins(connection).get(enrollment.login_id)
            member = await Members(connection).get(email.member_id)
            people = await _people(connection, member)
        code = email_code(self._ring, email.key_name, enrollment.id, email.number)
        return compose(
            MailKind.email_verification,
            to=member.email,
            language=member.language,
            sender=self._mail_from,
            message_id_local=f"{enrollment.id}.{email.number}",
            date=email.asked_at,
            context={
                **people,
                **_sign_in(login),
                "code": code,
                "minutes": max(int(email.lifetime.total_seconds() // 60), 1),
            },
        )

    async def _notice(self, notice: Notice) -> EmailMessage:
        login = None
        async with self._pool.acquire() as connection:
            member = await Members(connection).get(notice.member_id)
            if notice.login_id:
                login = await Logins(connection).find(notice.login_id)
            people = await _people(connection, member)
        return compose(
            MailKind(notice.kind),
            to=member.email,
            language=member.language,
            sender=self._mail_from,
            message_id_local=str(notice.id),
            date=notice.created_at,
            context={
                **people,
                **(_sign_in(login) if login else {}),
            },
        )

    async def _note_failure(self, email: Email, error: MailError) -> None:
        refused_at = _now() if isinstance(error, MailRefused) else None
        async with self._pool.acquire() as connection:
            await Emails(connection).note_failure(
                email, error.code, error.detail, refused_at
            )

    async def _tell_delay(self, email: Email, error: MailDelayed) -> None:
        """The set-up shows it: each of the first tries, later one about each minute."""
        attempt = activity.info().attempt
        if attempt > _FIRST_TRIES and attempt % _OF_LATER_TRIES:
            return
        delay = MailDelay(number=email.number, failure=error.code, attempt=attempt)
        flow = self._client.get_workflow_handle(f"enrollment/{email.enrollment_id}")
        with suppress(RPCError):  # it is for show only
            await flow.signal("mail_delayed", delay, rpc_timeout=_TELLING)

    async def _note_notice_failure(self, notice: Notice, error: MailError) -> None:
        refused_at = _now() if isinstance(error, MailRefused) else None
        async with self._pool.acquire() as connection:
            await Notices(connection).note_failure(
                notice.id, error.code, error.detail, refused_at
            )


async def _people(connection: Connection, member: Member) -> dict[str, str]:
    account = await Accounts(connection).get(member.account_id)
    return {
        "account": account.name,
        "colour": account.colour or "",
        "member": member.name,
    }


def _sign_in(login: Login) -> dict[str, str]:
    """Where it happened: enough to tell one's own sign-in from another's."""
    return {
        "application": _APPLICATIONS[login.application],
        "family": login.browser.family,
        "system": login.browser.system,
    }


@asynccontextmanager
async def _heartbeats() -> AsyncIterator[None]:
    """Tell Temporal that this process lives, and hear from it of a cancellation."""

    async def beat() -> None:
        while True:
            activity.heartbeat()
            await asyncio.sleep(_HEARTBEAT_SECONDS)

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _now() -> datetime:
    """The moment this try began, by Temporal's clock."""
    return activity.info().started_time
