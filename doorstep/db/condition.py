"""What the database says about itself and about whom it talks to."""

from datetime import datetime

from doorstep.db.pool import Connection


class Condition:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def now(self) -> datetime:
        """By the server's clock."""
        moment = await self._connection.fetchval("select clock_timestamp()")
        assert isinstance(moment, datetime)
        return moment

    async def role(self) -> str:
        return str(await self._connection.fetchval("select current_user"))

    async def may_change_events(self) -> bool:
        """Whether this role could edit the audit trail, or take some of it away."""
        return bool(
            await self._connection.fetchval(
                """
                select bool_or(has_table_privilege('events', privilege))
                from unnest(array['update', 'delete', 'truncate']) as privilege
                """
            )
        )
