"""The activity that sends the mail of a recovery, with its code."""

from datetime import datetime
from email.message import EmailMessage

from temporalio import activity
from temporalio.client import Client

from activities.mail_values import people
from activities.own_deliveries import Deliverer, refuse_expired
from activities.sending import clock_of_try
from doorstep.db.mail_facts import MailFacts, Recipient
from doorstep.db.own_deliveries import MailedFlows
from doorstep.db.pool import Pool
from doorstep.db.recoveries import Recovery
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from doorstep.messages.activities import EmailSent, RecoveryDelivery
from doorstep.rules.codes import recovery_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import RecoveryStage


class MailsOfRecoveries:
    """Sends over one SMTP server; each mail is composed when it is sent."""

    def __init__(
        self, pool: Pool, ring: KeyRing, smtp: Smtp, mail_from: str, client: Client
    ) -> None:
        self._pool = pool
        self._ring = ring
        self._mail_from = mail_from
        self._deliverer = Deliverer(pool, smtp, client, MailedFlows.recoveries)

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
        accepted_at = recovery.accepted_at or await self._deliverer.deliver(
            recovery,
            MailKind.password_reset,
            self._message(recovery, recipient),
            now,
            left=recovery.code_expires_at - now(),
        )
        return EmailSent(at=accepted_at, code_ends_at=recovery.code_expires_at)

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
    refuse_expired(recovery, at)
    return recovery.stage is RecoveryStage.verify_email
