"""The activity that sends a notice; the reply of the server goes to PostgreSQL."""

from datetime import datetime
from email.message import EmailMessage
from uuid import UUID

from temporalio import activity

from activities.mail_metrics import counted
from activities.mail_values import people, sign_in
from activities.sending import (
    clock_of_try,
    heartbeats,
    refuse_while_stopping,
    write_at_last,
)
from doorstep.clock import Clock
from doorstep.db.logins import Logins
from doorstep.db.members import Members
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import Connection, Pool
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
            notice = await Notices(connection).get(start.notice_id)
        if notice.sent_at is not None:
            return
        try:
            await self._hand_over(notice, await self._message(notice), now)
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
            await self._note_started(notice, now())
            await hand_over()
            sent_at = now()
            await write_at_last(lambda: self._note_sent(notice, sent_at))

    async def _note_started(self, notice: Notice, at: datetime) -> None:
        """Without this record the notice sweep would have it sent again each hour."""
        async with self._pool.acquire() as connection:
            await Notices(connection).note_started(notice.id, at)

    async def _note_sent(self, notice: Notice, at: datetime) -> None:
        async with self._pool.acquire() as connection:
            await Notices(connection).note_sent(notice.id, at)

    async def _message(self, notice: Notice) -> EmailMessage:
        async with self._pool.acquire() as connection:
            member = await Members(connection).get(notice.member_id)
            known = await people(connection, member)
            if notice.login_id:
                known |= await self._sign_in(connection, notice.login_id)
        return compose(
            MailKind(notice.kind),
            to=member.email,
            language=member.language,
            sender=self._mail_from,
            message_id_local=str(notice.id),
            date=notice.created_at,
            context=known,
        )

    async def _sign_in(self, connection: Connection, login_id: UUID) -> dict[str, str]:
        """Where it happened, and who was signed in there; empty once that is purged."""
        login = await Logins(connection).find(login_id)
        if login is None:
            return {}
        actor = await Members(connection).get(login.member_id)
        return {**sign_in(login), "actor": actor.name}

    async def _note_failure(self, notice: Notice, error: MailError, now: Clock) -> None:
        async with self._pool.acquire() as connection:
            await Notices(connection).note_failure(notice.id, error, now())
