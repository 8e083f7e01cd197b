"""The activity that sends the mails of an invitation, with its link."""

from datetime import datetime
from email.message import EmailMessage

from temporalio import activity
from temporalio.client import Client

from activities.mail_values import people
from activities.own_deliveries import Deliverer
from activities.sending import clock_of_try
from doorstep.db.invitation_mails import InvitationMails
from doorstep.db.invitations import Invitation
from doorstep.db.mail_facts import InvitationMail, MailFacts, Recipient
from doorstep.db.members import Members
from doorstep.db.own_deliveries import MailedFlows
from doorstep.db.pool import Pool
from doorstep.i18n import format_moment
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from doorstep.messages.activities import InvitationDelivery, InvitationMailed
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.invitations import invitation_link, invitation_token
from doorstep.rules.seal import KeyRing

_KINDS = {1: MailKind.invitation, 2: MailKind.invitation_reminder}


class MailsOfInvitations:
    """Sends over one SMTP server; each mail is composed when it is sent."""

    def __init__(
        self,
        pool: Pool,
        ring: KeyRing,
        smtp: Smtp,
        mail_from: str,
        client: Client,
        *,
        public_url: str,
    ) -> None:
        self._pool = pool
        self._ring = ring
        self._mail_from = mail_from
        self._public_url = public_url
        flows = MailedFlows.invitations
        self._deliverer = Deliverer(pool, smtp, client, flows, reports=_first_try)

    @activity.defn(name="send_invitation")
    async def send(self, order: InvitationDelivery) -> InvitationMailed | None:
        """Hand the mail over and record when; a repeat returns the recorded moment.

        None if the mail is not wanted, or no longer. Raises MailDelayed, which is
        retried, or MailRefused, which is not.
        """
        now = clock_of_try()
        mail, taken = await self._begin(order, now())
        invitation = mail.invitation
        recipient = mail.recipient
        if recipient is None or taken or invitation.over(now()):
            return None
        if invitation.number != order.number:
            return InvitationMailed(at=invitation.accepted_at or invitation.asked_at)
        accepted_at = invitation.accepted_at or await self._deliverer.deliver(
            invitation,
            _KINDS[invitation.number],
            self._message(invitation, recipient),
            now,
        )
        return InvitationMailed(at=accepted_at)

    async def _begin(
        self, order: InvitationDelivery, at: datetime
    ) -> tuple[InvitationMail, bool]:
        """The mail, and whether it would go to another member's address."""
        async with self._pool.acquire() as connection:
            mails = InvitationMails(connection)
            await mails.begin(order.invitation_id, order.number, at)
            mail = await MailFacts(connection).invitation(order.invitation_id)
            if (email := mail.invitation.email) is None:
                return mail, False
            owner = await Members(connection).with_address(TypedAddress.read(email))
        return mail, owner is not None and owner.id != mail.invitation.member_id

    def _message(self, invitation: Invitation, recipient: Recipient) -> EmailMessage:
        token = invitation_token(
            self._ring, invitation.key_name, invitation.id, invitation.address_key
        )
        return compose(
            _KINDS[invitation.number],
            to=invitation.email or recipient.email,
            language=recipient.language,
            sender=self._mail_from,
            message_id_local=f"{invitation.id}.{invitation.number}",
            date=invitation.asked_at,
            context={
                **people(recipient),
                "link": invitation_link(self._public_url, token),
                "until": format_moment(invitation.expires_at, recipient.language),
            },
        )


def _first_try() -> bool:
    """Later ones, for days, would make a long history."""
    return activity.info().attempt == 1
