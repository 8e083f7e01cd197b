"""The activity that sends the mail of a recovery, with its code.

A retry sends the same mail: the same code, Date and Message-ID. The reply of the server
goes to PostgreSQL; Temporal gets its number only.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from email.message import EmailMessage

from temporalio import activity
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from activities.mail_metrics import counted
from activities.mail_values import people
from activities.sending import (
    clock_of_try,
    heartbeats,
    refuse_while_stopping,
    report_is_due,
    within,
    write_at_last,
)
from doorstep.clock import Clock
from doorstep.db.mail_facts import MailFacts, Recipient
from doorstep.db.pool import Pool
from doorstep.db.recoveries import Recovery
from doorstep.db.recovery_mails import RecoveryMails
from doorstep.errors import MailDelayed, MailError
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from doorstep.messages.activities import EmailSent, RecoveryDelivery
from doorstep.messages.flows import MailDelay
from doorstep.rules.codes import recovery_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import RecoveryStage

_TELLING = timedelta(seconds=2)


class MailsOfRecoveries:
    """Sends over one SMTP server; each mail is composed when it is sent."""

    def __init__(
        self, pool: Pool, ring: KeyRing, smtp: Smtp, mail_from: str, client: Client
    ) -> None:
        self._pool = pool
        self._ring = ring
        self._smtp = smtp
        self._mail_from = mail_from
        self._client = client

    @activity.defn(name="send_recovery_email")
    async def send(self, order: RecoveryDelivery) -> EmailSent | None:
        """Hand the mail over and record when; a repeat returns the recorded moment.

        None if the mail is not wanted, or no longer. Raises MailDelayed, which is
        retried, or MailRefused or `expired`, which are not.
        """
        now = clock_of_try()
        async with self._pool.acquire() as connection:
            mail = await MailFacts(connection).recovery(order.recovery_id)
        recovery, recipient = mail.recovery, mail.recipient
        if recipient is None or not _wanted(recovery, order, now()):
            return None
        if recovery.accepted_at:
            return _sent(recovery, recovery.accepted_at)
        try:
            accepted_at = await self._hand_over(recovery, recipient, now)
        except MailError as error:
            await self._note_failure(recovery, error, now)
            raise
        return _sent(recovery, accepted_at)

    async def _hand_over(
        self, recovery: Recovery, recipient: Recipient, now: Clock
    ) -> datetime:
        """Once the message is being transferred, its time limit no longer applies."""
        left = recovery.code_expires_at - now()
        async with (
            heartbeats(),
            counted(MailKind.password_reset, recovery.asked_at, now),
            within(left) as limit,
            self._smtp.addressed(self._message(recovery, recipient)) as hand_over,
        ):
            refuse_while_stopping()
            limit.reschedule(None)
            await hand_over()
            accepted_at = now()
            return await write_at_last(lambda: self._note_sent(recovery, accepted_at))

    async def _note_sent(self, recovery: Recovery, at: datetime) -> datetime:
        async with self._pool.acquire() as connection:
            return await RecoveryMails(connection).note_accepted(
                recovery.id, recovery.number, at
            )

    async def _note_failure(
        self, recovery: Recovery, error: MailError, now: Clock
    ) -> None:
        async with self._pool.acquire() as connection:
            await RecoveryMails(connection).note_failure(
                recovery.id, recovery.number, error, now()
            )
        if isinstance(error, MailDelayed) and report_is_due():
            delay = MailDelay(
                number=recovery.number,
                failure=error.code,
                attempt=activity.info().attempt,
            )
            flow = self._client.get_workflow_handle(f"recovery/{recovery.id}")
            with suppress(RPCError):  # nothing but the current details depends on it
                await flow.signal("mail_delayed", delay, rpc_timeout=_TELLING)

    def _message(self, recovery: Recovery, recipient: Recipient) -> EmailMessage:
        lifetime = recovery.policy.email_code_lifetime
        return compose(
            MailKind.password_reset,
            to=recipient.email,
            language=recipient.language,
            sender=self._mail_from,
            message_id_local=f"{recovery.id}.{recovery.number}",
            date=recovery.asked_at,
            context={
                **people(recipient),
                "family": recovery.browser.family,
                "system": recovery.browser.system,
                "code": recovery_code(
                    self._ring, recovery.key_name, recovery.id, recovery.number
                ),
                "minutes": max(int(lifetime.total_seconds() // 60), 1),
            },
        )


def _wanted(recovery: Recovery, order: RecoveryDelivery, at: datetime) -> bool:
    """Whether the mail's code is still valid and the recovery still waits for it."""
    if recovery.number != order.number or recovery.voided_at or recovery.over(at):
        return False
    if at >= recovery.code_expires_at:
        raise ApplicationError("expired", type="expired", non_retryable=True)
    return recovery.stage is RecoveryStage.verify_email


def _sent(recovery: Recovery, at: datetime) -> EmailSent:
    return EmailSent(at=at, code_ends_at=recovery.code_expires_at)
