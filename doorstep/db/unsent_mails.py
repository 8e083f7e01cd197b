"""Mails that wait to be sent, over several tables, in one statement."""

from datetime import datetime, timedelta

from doorstep.db.pool import Connection

_NOTICES_FOR = timedelta(days=1)
"""How long a notice is tried."""


class UnsentMails:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def oldest(self, at: datetime) -> datetime | None:
        """When it was asked for; those that nobody waits for any more do not count."""
        asked_at: datetime | None = await self._connection.fetchval(
            """
            select least((
                select min(created_at) from notices
                where sent_at is null and failed_at is null and created_at > $2
            ), (
                select min(asked_at) from enrollments
                join emails on enrollment_id = enrollments.id
                where ended_at is null and stage = 'verify_email' and expires_at > $1
                    and accepted_at is null and failed_at is null
                    and abandoned_at is null and asked_at + lifetime > $1
            ))
            """,
            at,
            at - _NOTICES_FOR,
        )
        return asked_at
