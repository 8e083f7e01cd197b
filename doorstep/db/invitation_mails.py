"""The table `invitations`: how the delivery of an invitation's newest mail goes."""

from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.errors import MailDenied, MailError, MailRefused


class InvitationMails:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def begin(self, invitation_id: UUID, number: int, at: datetime) -> None:
        """Its workflow runs, and sends the mail of this number; a repeat changes
        nothing.
        """
        await self._connection.execute(
            """
            update invitations set started_at = $2
            where id = $1 and started_at is null
            """,
            invitation_id,
            at,
        )
        await self._connection.execute(
            """
            update invitations set
                number = $2, asked_at = $3, asked = asked || $3::timestamptz,
                failed_tries = 0, last_failure = null, last_failure_detail = null,
                accepted_at = null, failed_at = null, denied = false
            where id = $1 and number < $2 and ended_at is null
            """,
            invitation_id,
            number,
            at,
        )

    async def note_accepted(
        self, invitation_id: UUID, number: int, at: datetime
    ) -> None:
        """The first acceptance counts."""
        await self._connection.execute(
            """
            update invitations set accepted_at = coalesce(accepted_at, $3)
            where id = $1 and number = $2
            """,
            invitation_id,
            number,
            at,
        )

    async def note_failure(
        self, invitation_id: UUID, number: int, error: MailError, at: datetime
    ) -> None:
        await self._connection.execute(
            """
            update invitations set
                failed_tries = failed_tries + 1, last_failure = $3,
                last_failure_detail = $4, failed_at = $5, denied = $6
            where id = $1 and number = $2
            """,
            invitation_id,
            number,
            error.code,
            error.detail,
            at if isinstance(error, MailRefused) else None,
            isinstance(error, MailDenied),
        )
