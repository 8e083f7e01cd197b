"""The activity that sends a verification mail.

A retry sends the same mail: the same code, Date and Message-ID. The reply of the server
goes to PostgreSQL; Temporal gets its number only. `handed_over_at` is written before
the mail is handed over, so that no retry extends the lifetime of a code that may have
been read.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from temporalio import activity
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from activities.mail_metrics import counted
from activities.mail_values import people, sign_in
from activities.sending import (
    clock_of_try,
    heartbeats,
    refuse_while_stopping,
    report_is_due,
    within,
    write_at_last,
)
from doorstep.clock import Clock
from doorstep.db.emails import Email, Emails
from doorstep.db.mail_facts import MailFacts, VerificationMail
from doorstep.db.pool import Pool
from doorstep.errors import MailDelayed, MailError
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from doorstep.messages.activities import EmailAcceptance, EmailDelivery, EmailSent
from doorstep.messages.flows import MailDelay
from doorstep.rules.codes import email_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import EnrollmentStage

_TELLING = timedelta(seconds=2)


@dataclass
class _Try:
    """One try to send a mail; `handed_over_at` is None until the hand-over begins."""

    email: Email
    now: Clock
    handed_over_at: datetime | None = None

    @property
    def left(self) -> timedelta:
        return self.email.delivery_ends_at - self.now()


class Mails:
    """Sends over one SMTP server; each mail is composed when it is sent."""

    def __init__(
        self, pool: Pool, ring: KeyRing, smtp: Smtp, mail_from: str, client: Client
    ) -> None:
        self._pool = pool
        self._ring = ring
        self._smtp = smtp
        self._mail_from = mail_from
        self._client = client

    @activity.defn(name="send_verification_email")
    async def send_code(self, order: EmailDelivery) -> EmailSent | None:
        """Hand the mail over and record when; a repeat returns the recorded moment.

        None if the mail is no longer wanted. Raises MailDelayed, which is retried, or
        MailRefused or `expired`, which are not.
        """
        now = clock_of_try()
        async with self._pool.acquire() as connection:
            mail = await MailFacts(connection).verification(
                order.enrollment_id, order.number
            )
        email = mail.email
        if email.accepted_at:
            return EmailSent(at=email.accepted_at, code_ends_at=email.code_expires_at)
        this = _Try(email, now)
        if not _wanted(this, mail):
            return None
        try:
            return await self._hand_over(this, self._message(mail))
        except MailError as error:
            await self._note_failure(this, error)
            if isinstance(error, MailDelayed):
                await self._report_delay(email, error)
            raise

    @activity.defn(name="note_email_accepted")
    async def note_accepted(self, order: EmailAcceptance) -> None:
        """For flows of earlier releases, where `send_code` did not record it."""
        async with self._pool.acquire() as connection:
            await Emails(connection).note_accepted(
                order.enrollment_id, order.number, order.at
            )

    async def _hand_over(self, this: _Try, message: EmailMessage) -> EmailSent | None:
        """Once the message is being transferred, its time limit no longer applies."""
        async with (
            heartbeats(),
            counted(MailKind.email_verification, this.email.asked_at, this.now),
            within(this.left) as limit,
            self._smtp.addressed(message) as hand_over,
        ):
            refuse_while_stopping()
            if not await self._begin(this):
                return None
            limit.reschedule(None)
            await hand_over()
            accepted_at = this.now()
            noted = await write_at_last(lambda: self._note_sent(this, accepted_at))
        return EmailSent(at=accepted_at, code_ends_at=noted.code_expires_at)

    async def _begin(self, this: _Try) -> bool:
        """Record that the server may have the mail from now on; False if not wanted."""
        at, email = this.now(), this.email
        async with self._pool.acquire() as connection:
            wanted = await Emails(connection).note_handed_over(email, at)
        this.handed_over_at = at if wanted else None
        return wanted

    async def _note_sent(self, this: _Try, at: datetime) -> Email:
        async with self._pool.acquire() as connection:
            return await Emails(connection).note_accepted(
                this.email.enrollment_id, this.email.number, at, this.handed_over_at
            )

    async def _note_failure(self, this: _Try, error: MailError) -> None:
        """If the server replied, it certainly does not have the mail."""
        failed_handover_at = this.handed_over_at if error.answered else None
        async with self._pool.acquire() as connection:
            await Emails(connection).note_failure(
                this.email, error, this.now(), failed_handover_at
            )

    def _message(self, mail: VerificationMail) -> EmailMessage:
        email, recipient = mail.email, mail.recipient
        code = email_code(self._ring, email.key_name, email.enrollment_id, email.number)
        return compose(
            MailKind.email_verification,
            to=recipient.email,
            language=recipient.language,
            sender=self._mail_from,
            message_id_local=f"{email.enrollment_id}.{email.number}",
            date=email.asked_at,
            context={
                **people(recipient),
                **sign_in(mail.origin),
                "code": code,
                "minutes": max(int(email.lifetime.total_seconds() // 60), 1),
            },
        )

    async def _report_delay(self, email: Email, error: MailDelayed) -> None:
        """Signal it to the setup: each of the first tries, then about one a minute."""
        if not report_is_due():
            return
        attempt = activity.info().attempt
        delay = MailDelay(number=email.number, failure=error.code, attempt=attempt)
        flow = self._client.get_workflow_handle(f"enrollment/{email.enrollment_id}")
        with suppress(RPCError):  # nothing but the current details depends on it
            await flow.signal("mail_delayed", delay, rpc_timeout=_TELLING)


def _wanted(this: _Try, mail: VerificationMail) -> bool:
    """Whether the mail's code is still valid and the setup still waits for it."""
    if this.left <= timedelta(0):
        raise ApplicationError("expired", type="expired", non_retryable=True)
    return (
        this.email.abandoned_at is None
        and mail.setup_ended_at is None
        and mail.stage is EnrollmentStage.verify_email
    )
