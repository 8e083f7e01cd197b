"""The activity that sends a notice; the reply of the server goes to PostgreSQL."""

from datetime import datetime
from email.message import EmailMessage

from temporalio import activity

from activities.mail_metrics import counted
from activities.mail_values import client_act, people, sign_in
from activities.sending import (
    clock_of_try,
    heartbeats,
    refuse_while_stopping,
    write_at_last,
)
from doorstep.clock import Clock
from doorstep.db.mail_facts import MailFacts, NoticeMail
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import Pool
from doorstep.errors import MailError
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from doorstep.messages.flows import NoticeStart


class NoticeMails:
    """Sends over one SMTP server; each notice is composed when it is sent."""

    def __init__(self, pool: Pool, smtp: Smtp, mail_from: str) -> None:
        self._pool = pool
        self._smtp = smtp
        self._mail_from = mail_from

    @activity.defn(name="send_notice")
    async def send(self, start: NoticeStart) -> None:
        """Hand the notice over; a repeat does nothing once it is recorded as sent."""
        now = clock_of_try()
        async with self._pool.acquire() as connection:
            mail = await MailFacts(connection).begin_notice(start.notice_id, now())
        notice = mail.notice
        if notice.sent_at is not None:
            return
        try:
            await self._hand_over(notice, self._message(mail), now)
        except MailError as error:
            await self._note_failure(notice, error, now)
            raise

    async def _hand_over(
        self, notice: Notice, message: EmailMessage, now: Clock
    ) -> None:
        async with (
            heartbeats(),
            counted(MailKind(notice.kind), notice.created_at, now),
            self._smtp.addressed(message) as hand_over,
        ):
            refuse_while_stopping()
            await hand_over()
            sent_at = now()
            await write_at_last(lambda: self._note_sent(notice, sent_at))

    async def _note_sent(self, notice: Notice, at: datetime) -> None:
        async with self._pool.acquire() as connection:
            await Notices(connection).note_sent(notice.id, at)

    def _message(self, mail: NoticeMail) -> EmailMessage:
        notice, recipient = mail.notice, mail.recipient
        known = people(recipient)
        if mail.origin and mail.actor:
            known |= {**sign_in(mail.origin), "actor": mail.actor}
        if mail.act:
            known |= client_act(mail.act)
        return compose(
            MailKind(notice.kind),
            to=notice.address or recipient.email,
            language=recipient.language,
            sender=self._mail_from,
            message_id_local=str(notice.id),
            date=notice.created_at,
            context=known,
        )

    async def _note_failure(self, notice: Notice, error: MailError, now: Clock) -> None:
        async with self._pool.acquire() as connection:
            await Notices(connection).note_failure(notice.id, error, now())
