"""Queries about the database itself and the role that is connected."""

from datetime import datetime

from doorstep.db.grants import APPEND_ONLY, TO_UNDO
from doorstep.db.pool import Connection


class Condition:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def now(self) -> datetime:
        """The clock of the server."""
        moment = await self._connection.fetchval("select clock_timestamp()")
        assert isinstance(moment, datetime)
        return moment

    async def read_only(self) -> str | None:
        """Why new connections are read-only; None if they are not."""
        reason = await self._connection.fetchval(
            """
            select case
                when pg_is_in_recovery() then 'it is a standby'
                when current_setting('transaction_read_only')::boolean
                    then 'default_transaction_read_only is on'
            end
            """
        )
        return None if reason is None else str(reason)

    async def role(self) -> str:
        return str(await self._connection.fetchval("select current_user"))

    async def lacks(self) -> list[str]:
        """The privileges that `doorstep migrate` grants and this role does not have,
        such as `insert on members`.
        """
        if await self._connection.fetchval("select current_schema()") is None:
            return ["usage of a schema"]
        records = await self._connection.fetch(
            """
            select privilege || ' on ' || relname as lacking
            from pg_class cross join unnest(case
                when relname = 'schema_migrations' then array['select']
                when relname = any($1) then array['select', 'insert']
                else array['select', 'insert', 'update', 'delete']
            end) as privilege
            where relnamespace = current_schema()::regnamespace
                and relkind in ('r', 'p')
                and not has_table_privilege(pg_class.oid, privilege)
            order by relname, privilege
            """,
            APPEND_ONLY,
        )
        return [record["lacking"] for record in records]

    async def could_undo(self) -> list[str]:
        """The privileges by which this role could change or delete audit events."""
        records = await self._connection.fetch(
            """
            select privilege || ' on ' || trail as power
            from unnest($1::text[]) as trail cross join unnest($2::text[]) as privilege
            where has_table_privilege(trail, privilege)
            union all
            select 'ownership of ' || relname from pg_class
            where relnamespace = current_schema()::regnamespace
                and relkind in ('r', 'p') and relname = any($1)
                and pg_has_role(relowner, 'member')
            """,
            APPEND_ONLY,
            TO_UNDO,
        )
        return [record["power"] for record in records]
