"""The activity that sends the mails of an invitation, with its link.

A retry sends the same mail: the same link, Date and Message-ID. The reply of the server
goes to PostgreSQL; Temporal gets its number only.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from temporalio import activity
from temporalio.client import Client
from temporalio.service import RPCError

from activities.mail_metrics import counted
from activities.mail_values import people
from activities.sending import (
    clock_of_try,
    heartbeats,
    refuse_while_stopping,
    write_at_last,
)
from doorstep.clock import Clock
from doorstep.db.invitation_mails import InvitationMails
from doorstep.db.invitations import Invitation
from doorstep.db.mail_facts import InvitationMail, MailFacts, Recipient
from doorstep.db.pool import Pool
from doorstep.errors import MailDelayed, MailError
from doorstep.i18n import format_moment
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from doorstep.messages.activities import InvitationDelivery, InvitationMailed
from doorstep.messages.flows import MailDelay
from doorstep.rules.invitations import invitation_link, invitation_token
from doorstep.rules.seal import KeyRing

_KINDS = {1: MailKind.invitation, 2: MailKind.invitation_reminder}
_TELLING = timedelta(seconds=2)


@dataclass(frozen=True)
class MailsOfInvitations:
    """Sends over one SMTP server; each mail is composed when it is sent."""

    pool: Pool
    ring: KeyRing
    smtp: Smtp
    mail_from: str
    client: Client
    public_url: str

    @activity.defn(name="send_invitation")
    async def send(self, order: InvitationDelivery) -> InvitationMailed | None:
        """Hand the mail over and record when; a repeat returns the recorded moment.

        None if the mail is not wanted, or no longer. Raises MailDelayed, which is
        retried, or MailRefused, which is not.
        """
        now = clock_of_try()
        mail = await self._begin(order, now())
        invitation = mail.invitation
        if (recipient := mail.recipient) is None or invitation.over(now()):
            return None
        if invitation.accepted_at or invitation.number != order.number:
            return InvitationMailed(at=invitation.accepted_at or invitation.asked_at)
        try:
            message = self._message(invitation, recipient)
            at = await self._hand_over(invitation, message, now)
        except MailError as error:
            await self._note_failure(invitation, error, now())
            raise
        return InvitationMailed(at=at)

    async def _begin(self, order: InvitationDelivery, at: datetime) -> InvitationMail:
        async with self.pool.acquire() as connection:
            mails = InvitationMails(connection)
            await mails.begin(order.invitation_id, order.number, at)
            return await MailFacts(connection).invitation(order.invitation_id)

    async def _hand_over(
        self, invitation: Invitation, message: EmailMessage, now: Clock
    ) -> datetime:
        async with (
            heartbeats(),
            counted(_KINDS[invitation.number], invitation.asked_at, now),
            self.smtp.addressed(message) as hand_over,
        ):
            refuse_while_stopping()
            await hand_over()
            accepted_at = now()
            await write_at_last(lambda: self._note_sent(invitation, accepted_at))
            return accepted_at

    async def _note_sent(self, invitation: Invitation, at: datetime) -> None:
        async with self.pool.acquire() as connection:
            mails = InvitationMails(connection)
            await mails.note_accepted(invitation.id, invitation.number, at)

    async def _note_failure(
        self, invitation: Invitation, error: MailError, at: datetime
    ) -> None:
        async with self.pool.acquire() as connection:
            mails = InvitationMails(connection)
            await mails.note_failure(invitation.id, invitation.number, error, at)
        attempt = activity.info().attempt
        if isinstance(error, MailDelayed) and attempt == 1:
            delay = MailDelay(
                number=invitation.number, failure=error.code, attempt=attempt
            )
            flow = self.client.get_workflow_handle(f"invitation/{invitation.id}")
            with suppress(RPCError):  # nothing but the current details depends on it
                await flow.signal("mail_delayed", delay, rpc_timeout=_TELLING)

    def _message(self, invitation: Invitation, recipient: Recipient) -> EmailMessage:
        token = invitation_token(self.ring, invitation.key_name, invitation.id)
        return compose(
            _KINDS[invitation.number],
            to=recipient.email,
            language=recipient.language,
            sender=self.mail_from,
            message_id_local=f"{invitation.id}.{invitation.number}",
            date=invitation.asked_at,
            context={
                **people(recipient),
                "link": invitation_link(self.public_url, token),
                "until": format_moment(invitation.expires_at, recipient.language),
            },
        )
