"""The table `event_names`: what a changed name was and is.

As the reasons, they are not part of the audit trail: a name is personal data, so it
must be possible to erase it without breaking a chain.
"""

from uuid import UUID

from doorstep.db.pool import Connection


class EventNames:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def insert(self, event_id: UUID, before: str, after: str) -> None:
        await self._connection.execute(
            "insert into event_names (event_id, before, after) values ($1, $2, $3)",
            event_id,
            before,
            after,
        )

    async def delete_of_member(self, member_id: UUID) -> None:
        """The names in events about this member."""
        await self._connection.execute(
            """
            delete from event_names using events
            where events.id = event_id and member_id = $1
            """,
            member_id,
        )
