"""The table `groups`: the groups of an account's members.

A removed group is found by no method: the purge deletes it with its members.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import UniqueViolationError

from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.groups import name_key

_COLUMNS = "groups.id, account_id, name, members, created_at"


@dataclass(frozen=True)
class Group:
    """`members` is how many it has."""

    id: UUID
    account_id: UUID
    name: str
    members: int
    created_at: datetime


group_of = RowMapper(Group)


class Groups:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def find_in(self, account_id: UUID, group_id: UUID) -> Group | None:
        """None if it is another account's."""
        record = await self._connection.fetchrow(
            f"""
            select {_COLUMNS} from groups
            where id = $2 and account_id = $1 and removed_at is null
            """,
            account_id,
            group_id,
        )
        return group_of(record) if record else None

    async def lock_in(self, account_id: UUID, group_id: UUID) -> Group | None:
        """The same, and the row is locked: a group is changed one at a time."""
        record = await self._connection.fetchrow(
            f"""
            select {_COLUMNS} from groups
            where id = $2 and account_id = $1 and removed_at is null
            for no key update
            """,
            account_id,
            group_id,
        )
        return group_of(record) if record else None

    async def named(self, account_id: UUID, name: str) -> Group | None:
        """The account's group of this name, in whatever case."""
        record = await self._connection.fetchrow(
            f"""
            select {_COLUMNS} from groups
            where account_id = $1 and name_key = $2 and removed_at is null
            """,
            account_id,
            name_key(name),
        )
        return group_of(record) if record else None

    async def page(
        self, account_id: UUID, *, limit: int, after: UUID | None = None
    ) -> list[Group]:
        """Oldest first, from after the one with this id."""
        records = await self._connection.fetch(
            f"""
            select {_COLUMNS} from groups
            where account_id = $1 and removed_at is null and id > $2
            order by id limit $3
            """,
            account_id,
            after or UUID(int=0),
            limit,
        )
        return [group_of(record) for record in records]

    async def all(self, account_id: UUID) -> list[Group]:
        """By name."""
        records = await self._connection.fetch(
            f"""
            select {_COLUMNS} from groups
            where account_id = $1 and removed_at is null
            order by name_key collate "default"
            """,
            account_id,
        )
        return [group_of(record) for record in records]

    async def of_member(self, account_id: UUID, member_id: UUID) -> list[Group]:
        """Those that the account's member is in, by name."""
        records = await self._connection.fetch(
            f"""
            select {_COLUMNS} from group_members join groups on groups.id = group_id
            where member_id = $2 and account_id = $1 and removed_at is null
            order by name_key collate "default"
            """,
            account_id,
            member_id,
        )
        return [group_of(record) for record in records]

    async def count(self, account_id: UUID) -> int:
        counted: int = await self._connection.fetchval(
            "select count(*) from groups where account_id = $1 and removed_at is null",
            account_id,
        )
        return counted

    async def insert(self, group: Group) -> bool:
        """False if another one of the account has the name, in whatever case."""
        status = await self._connection.execute(
            """
            insert into groups (id, account_id, name, name_key, created_at)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """,
            group.id,
            group.account_id,
            group.name,
            name_key(group.name),
            group.created_at,
        )
        return status.endswith("1")

    async def set_name(self, group_id: UUID, name: str) -> bool:
        """False if another one of the account has the name, in whatever case: then the
        transaction can only be undone.
        """
        try:
            await self._connection.execute(
                "update groups set name = $2, name_key = $3 where id = $1",
                group_id,
                name,
                name_key(name),
            )
        except UniqueViolationError:
            return False
        return True

    async def mark_removed(self, group_id: UUID, at: datetime) -> None:
        await self._connection.execute(
            "update groups set removed_at = $2 where id = $1", group_id, at
        )

    async def delete_removed(self, limit: int) -> int:
        """Removed ones that have no members any more; returns how many are gone."""
        status = await self._connection.execute(
            """
            delete from groups where id in (
                select id from groups
                left join lateral (
                    select true as one from group_members
                    where group_id = groups.id order by member_id limit 1
                ) as inside on true
                where removed_at is not null and inside.one is null limit $1
            )
            """,
            limit,
        )
        return int(status.rpartition(" ")[2])
