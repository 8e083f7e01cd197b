"""The table `logins`: those that are deleted, with all that belongs to them."""

from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.db.purging import PAGE

_LEFT_FROM = """
    left join lateral (
        select true as one from sessions
        where login_id = page.id and ended_at is null and expires_at > $3 limit 1
    ) as session on true
    left join lateral (
        select true as one from enrollments cross join lateral (
            select from devices
            where enrollment_id = enrollments.id and status = 'active' limit 1
        ) as active
        where login_id = page.id limit 1
    ) as device on true
"""
"""What is left from each login of `page`: lateral joins, since any other would read the
whole tables, as soon as the planner believes that to be cheaper."""
_PAST_RETENTION = (
    "(coalesce(ended_at, expires_at) < $2 and session.one is null "
    "and device.one is null)"
)


class OldLogins:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def page(
        self, after: UUID, ended_before: datetime, at: datetime
    ) -> tuple[list[UUID], UUID | None]:
        """Those of the next page that ended before, with no session or active device
        left from them; and where the page after it begins, None at the end.
        """
        records = await self._connection.fetch(
            f"""
            with page as materialized (
                select id, started_at, ended_at, expires_at from logins
                where id > $1 order by id limit {PAGE}
            )
            select page.id, {_PAST_RETENTION} as old, started_at < $2 as began_before
            from page {_LEFT_FROM} order by page.id
            """,
            after,
            ended_before,
            at,
        )
        old = [record["id"] for record in records if record["old"]]
        more = len(records) == PAGE and any(row["began_before"] for row in records)
        return old, records[-1]["id"] if more else None

    async def lock(
        self, login_ids: list[UUID], ended_before: datetime, at: datetime
    ) -> list[UUID]:
        """Which of them still are, locked until the transaction ends; rows that others
        have locked are skipped.
        """
        records = await self._connection.fetch(
            f"""
            select page.id from logins as page {_LEFT_FROM}
            where page.id = any($1) and {_PAST_RETENTION}
            order by page.id for update of page skip locked
            """,
            login_ids,
            ended_before,
            at,
        )
        return [record["id"] for record in records]

    async def lock_all_of(self, member_id: UUID) -> list[UUID]:
        records = await self._connection.fetch(
            "select id from logins where member_id = $1 order by id for update",
            member_id,
        )
        return [record["id"] for record in records]

    async def delete(self, login_ids: list[UUID]) -> None:
        """All rows that refer to them have to be deleted before."""
        await self._connection.execute(
            "delete from logins where id = any($1)", login_ids
        )
