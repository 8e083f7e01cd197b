"""The activity that mails a code to a member's new address.

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
from doorstep.db.address_changes import AddressChange
from doorstep.db.address_mails import AddressMails
from doorstep.db.mail_facts import AddressMail, MailFacts, Recipient
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.errors import MailDelayed, MailError
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from doorstep.messages.activities import AddressDelivery, EmailSent
from doorstep.messages.flows import MailDelay
from doorstep.rules.codes import address_code
from doorstep.rules.seal import KeyRing

_TELLING = timedelta(seconds=2)


class MailsOfAddresses:
    """Sends over one SMTP server; each mail is composed when it is sent."""

    def __init__(
        self, pool: Pool, ring: KeyRing, smtp: Smtp, mail_from: str, client: Client
    ) -> None:
        self._pool = pool
        self._ring = ring
        self._smtp = smtp
        self._mail_from = mail_from
        self._client = client

    @activity.defn(name="send_address_email")
    async def send(self, order: AddressDelivery) -> EmailSent | None:
        """Hand the mail over and record when; a repeat returns the recorded moment.

        None if the mail is no longer wanted, or the address is another member's. Raises
        MailDelayed, which is retried, or MailRefused or `expired`, which are not.
        """
        now = clock_of_try()
        mail, taken = await self._look(order)
        change, recipient = mail.change, mail.recipient
        if recipient is None or taken or not _wanted(change, order, now()):
            return None
        if change.accepted_at:
            return _sent(change, change.accepted_at)
        try:
            accepted_at = await self._hand_over(change, recipient, now)
        except MailError as error:
            await self._note_failure(change, error, now)
            raise
        return _sent(change, accepted_at)

    async def _look(self, order: AddressDelivery) -> tuple[AddressMail, bool]:
        """The mail, and whether another member has the address."""
        async with self._pool.acquire() as connection:
            mail = await MailFacts(connection).address(order.change_id)
            owner = await Members(connection).with_address(mail.change.address)
        return mail, owner is not None and owner.id != mail.change.member_id

    async def _hand_over(
        self, change: AddressChange, recipient: Recipient, now: Clock
    ) -> datetime:
        """Once the message is being transferred, its time limit no longer applies."""
        async with (
            heartbeats(),
            counted(MailKind.address_verification, change.asked_at, now),
            within(change.code_expires_at - now()) as limit,
            self._smtp.addressed(self._message(change, recipient)) as hand_over,
        ):
            refuse_while_stopping()
            limit.reschedule(None)
            await hand_over()
            accepted_at = now()
            return await write_at_last(lambda: self._note_sent(change, accepted_at))

    async def _note_sent(self, change: AddressChange, at: datetime) -> datetime:
        async with self._pool.acquire() as connection:
            mails = AddressMails(connection)
            return await mails.note_accepted(change.id, change.number, at)

    async def _note_failure(
        self, change: AddressChange, error: MailError, now: Clock
    ) -> None:
        async with self._pool.acquire() as connection:
            mails = AddressMails(connection)
            await mails.note_failure(change.id, change.number, error, now())
        if isinstance(error, MailDelayed) and report_is_due():
            delay = MailDelay(
                number=change.number,
                failure=error.code,
                attempt=activity.info().attempt,
            )
            flow = self._client.get_workflow_handle(f"address/{change.id}")
            with suppress(RPCError):  # nothing but the current details depends on it
                await flow.signal("mail_delayed", delay, rpc_timeout=_TELLING)

    def _message(self, change: AddressChange, recipient: Recipient) -> EmailMessage:
        code = address_code(self._ring, change.key_name, change.id, change.number)
        lifetime = change.policy.email_code_lifetime
        return compose(
            MailKind.address_verification,
            to=change.email,
            language=recipient.language,
            sender=self._mail_from,
            message_id_local=f"{change.id}.{change.number}",
            date=change.asked_at,
            context={
                **people(recipient),
                "code": code,
                "minutes": max(int(lifetime.total_seconds() // 60), 1),
            },
        )


def _wanted(change: AddressChange, order: AddressDelivery, at: datetime) -> bool:
    """Whether the mail's code is still valid and the change still waits for it."""
    if change.number != order.number or change.over(at):
        return False
    if at >= change.code_expires_at:
        raise ApplicationError("expired", type="expired", non_retryable=True)
    return True


def _sent(change: AddressChange, at: datetime) -> EmailSent:
    return EmailSent(at=at, code_ends_at=change.code_expires_at)
