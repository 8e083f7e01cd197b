"""The table `event_reasons`: the reasons that administrators and operators typed.

They are not part of the audit trail, which cannot be changed: a reason may name a
person, so it must be possible to erase it without breaking a chain.
"""

from uuid import UUID

from doorstep.db.pool import Connection


class EventReasons:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def insert(self, event_id: UUID, reason: str) -> None:
        await self._connection.execute(
            "insert into event_reasons (event_id, reason) values ($1, $2)",
            event_id,
            reason,
        )

    async def delete_of_member(self, member_id: UUID) -> None:
        """The reasons of events about this member."""
        await self._connection.execute(
            """
            delete from event_reasons where event_id = any(
                array(select id from events where member_id = $1)
            )
            """,
            member_id,
        )
