"""The table `session_clients`: which clients take part in a session."""

from datetime import datetime
from uuid import UUID

from doorstep.db.writes import Write


class SessionClients:
    @staticmethod
    def joined(
        session_id: UUID,
        client_id: str,
        member_id: UUID,
        at: datetime,
        ends_at: datetime,
    ) -> Write:
        """It is told of the session's end, which is `ends_at` as far as is known."""
        return Write(
            """
            insert into session_clients (
                session_id, client_id, member_id, joined_at, due_at
            ) values ($1, $2, $3, $4, $5)
            on conflict (session_id, client_id) do update set due_at = excluded.due_at
            """,
            (session_id, client_id, member_id, at, ends_at),
        )
