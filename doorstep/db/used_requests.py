"""The table `used_requests`: whose address was used, until it has expired everywhere.

What was asked for is in the address itself, sealed: so a row is no more than an id.
"""

from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection, rows_in
from doorstep.db.writes import Write

_FORGOTTEN_EACH = 2
"""Expired ones that are deleted with each new one, so that strangers who use addresses
leave no more than those of one lifetime."""

_OVER = "expires_at < $1::timestamptz - interval '1 minute'"
"""By every clock: that of a process which is behind would take an address once more."""


class UsedRequests:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def used(request_id: UUID, expires_at: datetime) -> Write:
        """Once: of two at the same time the second waits, and writes nothing."""
        return Write(
            """
            insert into used_requests (id, expires_at) values ($1, $2)
            on conflict do nothing
            """,
            (request_id, expires_at),
            decisive=True,
        )

    @staticmethod
    def some_forgotten(at: datetime) -> Write:
        return Write(
            f"""
            delete from used_requests where id = any(array(
                select id from used_requests where {_OVER}
                order by expires_at limit {_FORGOTTEN_EACH} for update skip locked
            ))
            """,
            (at,),
        )

    async def delete_expired(self, at: datetime, most: int) -> int:
        status = await self._connection.execute(
            f"""
            delete from used_requests where id = any(array(
                select id from used_requests where {_OVER}
                order by expires_at limit $2 for update skip locked
            ))
            """,
            at,
            most,
        )
        return rows_in(status)
