"""The table `group_members`: who is in a group. The group's row counts them."""

from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection


class GroupMembers:
    """Whoever adds or removes one has locked the group, whoever adds one the member."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def count_of(self, member_id: UUID) -> int:
        """How many groups the member is in."""
        counted: int = await self._connection.fetchval(
            """
            select count(*) from group_members join groups on groups.id = group_id
            where member_id = $1 and removed_at is null
            """,
            member_id,
        )
        return counted

    async def has(self, group_id: UUID, member_id: UUID) -> bool:
        found: bool = await self._connection.fetchval(
            """
            select exists (
                select from group_members where group_id = $1 and member_id = $2
            )
            """,
            group_id,
            member_id,
        )
        return found

    async def add(self, group_id: UUID, member_id: UUID, at: datetime) -> None:
        await self._connection.execute(
            """
            with added as (
                insert into group_members (group_id, member_id, added_at)
                values ($1, $2, $3)
            )
            update groups set members = members + 1 where id = $1
            """,
            group_id,
            member_id,
            at,
        )

    async def remove(self, group_id: UUID, member_id: UUID) -> bool:
        """False if the member is not in it."""
        status = await self._connection.execute(
            """
            with gone as (
                delete from group_members where group_id = $1 and member_id = $2
                returning group_id
            )
            update groups set members = members - 1
            where id in (select group_id from gone)
            """,
            group_id,
            member_id,
        )
        return status.endswith("1")

    async def delete_of_member(self, member_id: UUID) -> None:
        """Takes the member out of all groups, which are locked in one order."""
        await self._connection.execute(
            """
            with held as materialized (
                select id from groups where id in (
                    select group_id from group_members where member_id = $1
                ) order by id for no key update
            ), gone as (
                delete from group_members
                where member_id = $1 and group_id in (select id from held)
                returning group_id
            )
            update groups set members = members - 1
            where id in (select group_id from gone)
            """,
            member_id,
        )

    async def delete_of_removed(self, limit: int) -> int:
        """Members of groups that were removed; returns how many are gone."""
        status = await self._connection.execute(
            """
            with due as materialized (
                select group_id, member_id from groups
                cross join lateral (
                    select group_id, member_id from group_members
                    where group_id = groups.id order by member_id limit $1
                ) as theirs
                where removed_at is not null limit $1
            )
            delete from group_members using due
            where group_members.group_id = due.group_id
                and group_members.member_id = due.member_id
            """,
            limit,
        )
        return int(status.rpartition(" ")[2])
