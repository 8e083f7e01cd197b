"""The table `invitations`: the beginning of an invitation's mails."""

from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection


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
