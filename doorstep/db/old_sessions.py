"""The table `sessions`: those that are deleted."""

from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.db.purging import PAGE, PurgedPage


class OldSessions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def delete_of_logins(self, login_ids: list[UUID]) -> None:
        await self._connection.execute(
            "delete from sessions where login_id = any($1)", login_ids
        )

    async def purge_page(
        self, after: UUID, began_before: datetime, at: datetime
    ) -> PurgedPage[UUID]:
        """Delete those of the next page that have ended."""
        record = await self._connection.fetchrow(
            f"""
            with page as materialized (
                select id, auth_time, auth_time < $2
                    and (ended_at is not null or expires_at <= $3) as old
                from sessions where id > $1 order by id limit {PAGE}
            ), old as materialized (
                select id from sessions where id = any(
                    array(select id from page where old)
                ) for update skip locked
            ), gone as (
                delete from sessions where id = any(array(select id from old))
                returning id
            )
            select (select count(*) from gone) as gone, case
                    when count(*) = {PAGE} and bool_or(auth_time < $2)
                        then (select id from page order by id desc limit 1)
                end as upto
            from page
            """,
            after,
            began_before,
            at,
        )
        return PurgedPage.of(record)
