"""The table `recoveries`: the deletion, with the verdicts on nobody's codes."""

from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection, rows_in


class OldRecoveries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def delete_before(self, before: datetime, most: int) -> int:
        """Delete the oldest `most` that began before; returns how many."""
        status = await self._connection.execute(
            """
            delete from recoveries where id = any(
                array(
                    select id from recoveries where started_at < $1
                    order by started_at limit $2 for update skip locked
                )
            )
            """,
            before,
            most,
        )
        return rows_in(status)

    async def delete_nobodys_before(self, before: datetime, most: int) -> int:
        """The same of addresses that nobody has, which anybody can make up."""
        status = await self._connection.execute(
            """
            with old as materialized (
                select id from recoveries
                where member_id is null and started_at < $1
                order by started_at limit $2 for update skip locked
            ), verdicts as (
                delete from attempts where member_id is null
                    and flow_id = any(array(select id from old))
            )
            delete from recoveries where id = any(array(select id from old))
            """,
            before,
            most,
        )
        return rows_in(status)

    async def delete_of_address(self, member_id: UUID, address_key: bytes) -> None:
        """Those of a member, and those asked for while the member could not sign in."""
        await self._connection.execute(
            """
            with gone as (
                delete from recoveries where member_id = $1 or address_key = $2
                returning id
            ), answered as (
                delete from answers where flow_id in (select id from gone)
            )
            delete from attempts where member_id is null
                and flow_id in (select id from gone)
            """,
            member_id,
            address_key,
        )
