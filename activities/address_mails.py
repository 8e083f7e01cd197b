"""The activity that mails a code to a member's new address."""

from datetime import datetime
from email.message import EmailMessage

from temporalio import activity
from temporalio.client import Client

from activities.mail_values import people
from activities.own_deliveries import Deliverer, refuse_expired
from activities.sending import clock_of_try
from doorstep.db.address_changes import AddressChange
from doorstep.db.mail_facts import AddressMail, MailFacts, Recipient
from doorstep.db.members import Members
from doorstep.db.own_deliveries import MailedFlows
from doorstep.db.pool import Pool
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from doorstep.messages.activities import AddressDelivery, EmailSent
from doorstep.rules.codes import address_code
from doorstep.rules.seal import KeyRing


class MailsOfAddresses:
    """Sends over one SMTP server; each mail is composed when it is sent."""

    def __init__(
        self, pool: Pool, ring: KeyRing, smtp: Smtp, mail_from: str, client: Client
    ) -> None:
        self._pool = pool
        self._ring = ring
        self._mail_from = mail_from
        self._deliverer = Deliverer(pool, smtp, client, MailedFlows.address_changes)

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
        accepted_at = change.accepted_at or await self._deliverer.deliver(
            change,
            MailKind.address_verification,
            self._message(change, recipient),
            now,
            left=change.code_expires_at - now(),
        )
        return EmailSent(at=accepted_at, code_ends_at=change.code_expires_at)

    async def _look(self, order: AddressDelivery) -> tuple[AddressMail, bool]:
        """The mail, and whether another member has the address."""
        async with self._pool.acquire() as connection:
            mail = await MailFacts(connection).address(order.change_id)
            owner = await Members(connection).with_address(mail.change.address)
        return mail, owner is not None and owner.id != mail.change.member_id

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
    refuse_expired(change, at)
    return True
