"""The table `emails`: one row for each verification mail, with its delivery status."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from doorstep.db.pool import Connection, present
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.errors import MailDenied, MailError, MailRefused, was_answered

COLUMNS = """
    enrollment_id, number, member_id, key_name, lifetime, cooldown, tries_left,
    asked_at, failed_tries, last_failure, last_failure_detail, accepted_at, failed_at,
    abandoned_at, handed_over_at, denied
"""


class EmailStatus(StrEnum):
    """The delivery status of a verification mail."""

    sending = "sending"
    retrying = "retrying"
    sent = "sent"
    failed = "failed"


@dataclass(frozen=True)
class Email:
    enrollment_id: UUID
    number: int
    member_id: UUID
    key_name: str
    lifetime: timedelta
    cooldown: timedelta
    tries_left: int
    asked_at: datetime
    failed_tries: int = 0
    last_failure: str | None = None
    last_failure_detail: str | None = None
    accepted_at: datetime | None = None
    failed_at: datetime | None = None
    abandoned_at: datetime | None = None
    handed_over_at: datetime | None = None
    denied: bool = False

    @property
    def delivery_ends_at(self) -> datetime:
        return self.asked_at + self.lifetime

    @property
    def code_expires_at(self) -> datetime:
        """Counted from the hand-over: a try without a reply may have been accepted."""
        if self.accepted_at is None:
            return self.asked_at + self.lifetime
        return (self.handed_over_at or self.accepted_at) + self.lifetime

    @property
    def resend_at(self) -> datetime:
        return self.asked_at + self.cooldown

    @property
    def answered(self) -> bool:
        """Whether its last failure was a reply of the server, unlike `smtp connect`."""
        return was_answered(self.last_failure or "")

    def status(self, at: datetime) -> EmailStatus:
        if self.accepted_at:
            return EmailStatus.sent
        if self.failed_at or at >= self.delivery_ends_at:
            return EmailStatus.failed
        return EmailStatus.retrying if self.failed_tries else EmailStatus.sending


email_of = RowMapper(Email)


class Emails:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def inserted(email: Email) -> Write:
        return Write(
            """
            insert into emails (
                enrollment_id, number, member_id, key_name, lifetime, cooldown,
                tries_left, asked_at
            ) values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            (
                email.enrollment_id,
                email.number,
                email.member_id,
                email.key_name,
                email.lifetime,
                email.cooldown,
                email.tries_left,
                email.asked_at,
            ),
        )

    async def of_enrollments(
        self, enrollment_ids: list[UUID]
    ) -> dict[UUID, tuple[Email, ...]]:
        """By setup, in the order they were requested."""
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from emails where enrollment_id = any($1)
            order by enrollment_id, number
            """,
            enrollment_ids,
        )
        emails = groupby(map(email_of, records), key=lambda email: email.enrollment_id)
        return {enrollment_id: tuple(group) for enrollment_id, group in emails}

    @staticmethod
    def try_spent(email: Email, left: int) -> Write:
        return Write(
            """
            update emails set tries_left = $3 where enrollment_id = $1 and number = $2
            """,
            (email.enrollment_id, email.number, left),
        )

    @staticmethod
    def unsent_abandoned(enrollment_id: UUID, at: datetime) -> Write:
        return Write(
            """
            update emails set abandoned_at = $2
            where enrollment_id = $1 and accepted_at is null and abandoned_at is null
            """,
            (enrollment_id, at),
        )

    async def note_handed_over(self, email: Email, at: datetime) -> bool:
        """From `at` on the server may have it; False if the mail is no longer wanted.

        The first such moment stays until a reply shows that the try failed.
        """
        status = await self._connection.execute(
            """
            update emails set handed_over_at = coalesce(handed_over_at, $3)
            from enrollments
            where enrollment_id = $1 and number = $2 and abandoned_at is null
                and asked_at + lifetime > $3 and enrollments.id = enrollment_id
                and enrollments.ended_at is null and stage = 'verify_email'
            """,
            email.enrollment_id,
            email.number,
            at,
        )
        return status.endswith("1")

    async def note_accepted(
        self,
        enrollment_id: UUID,
        number: int,
        at: datetime,
        handed_over_at: datetime | None = None,
    ) -> Email:
        """The first acceptance counts, so that a repeat does not extend the code's
        lifetime. `handed_over_at` is when the accepted try began.
        """
        record = await self._connection.fetchrow(
            f"""
            update emails set
                accepted_at = coalesce(accepted_at, $3),
                handed_over_at = nullif(handed_over_at, $4)
            where enrollment_id = $1 and number = $2
            returning {COLUMNS}
            """,
            enrollment_id,
            number,
            at,
            handed_over_at,
        )
        return email_of(present(record))

    async def note_failure(
        self,
        email: Email,
        error: MailError,
        at: datetime,
        failed_handover_at: datetime | None = None,
    ) -> None:
        """The try that began to hand over at `failed_handover_at` was not accepted."""
        await self._connection.execute(
            """
            update emails set
                failed_tries = failed_tries + 1, last_failure = $3,
                last_failure_detail = $4, failed_at = $5, denied = $6,
                handed_over_at = nullif(handed_over_at, $7)
            where enrollment_id = $1 and number = $2
            """,
            email.enrollment_id,
            email.number,
            error.code,
            error.detail,
            at if isinstance(error, MailRefused) else None,
            isinstance(error, MailDenied),
            failed_handover_at,
        )

    async def count_live_by_key(self, at: datetime) -> dict[str, int]:
        """How many codes of running flows may still be valid, by their key."""
        records = await self._connection.fetch(
            """
            select key_name, count(*) as codes from (
                select key_name
                from emails join enrollments on enrollments.id = enrollment_id
                where coalesce(handed_over_at, accepted_at, asked_at) + lifetime > $1
                    and failed_at is null and abandoned_at is null
                    and ended_at is null and expires_at > $1
                union all
                select key_name from recoveries
                where member_id is not null and stage = 'verify_email'
                    and expires_at > $1
                union all
                select key_name from invitations
                where ended_at is null and expires_at > $1
            ) as live
            group by key_name
            """,
            at,
        )
        return {record["key_name"]: record["codes"] for record in records}

    async def delete_of_logins(self, login_ids: list[UUID]) -> None:
        await self._connection.execute(
            """
            delete from emails where enrollment_id = any(
                array(select id from enrollments where login_id = any($1))
            )
            """,
            login_ids,
        )
