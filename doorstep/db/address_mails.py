"""The table `address_changes`: how the delivery of a change's newest mail goes."""

from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.errors import MailDenied, MailError, MailRefused


class AddressMails:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def note_accepted(
        self, change_id: UUID, number: int, at: datetime
    ) -> datetime:
        """The first acceptance counts; returns when that was."""
        noted: datetime | None = await self._connection.fetchval(
            """
            update address_changes set accepted_at = coalesce(accepted_at, $3)
            where id = $1 and number = $2 returning accepted_at
            """,
            change_id,
            number,
            at,
        )
        return noted or at  # a newer mail has taken its place

    async def note_failure(
        self, change_id: UUID, number: int, error: MailError, at: datetime
    ) -> None:
        await self._connection.execute(
            """
            update address_changes set
                failed_tries = failed_tries + 1, last_failure = $3,
                last_failure_detail = $4, failed_at = $5, denied = $6
            where id = $1 and number = $2
            """,
            change_id,
            number,
            error.code,
            error.detail,
            at if isinstance(error, MailRefused) else None,
            isinstance(error, MailDenied),
        )
