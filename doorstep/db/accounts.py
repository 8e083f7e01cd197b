"""The table `accounts`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection


@dataclass(frozen=True)
class Account:
    id: UUID
    name: str
    two_step_required: bool


@dataclass(frozen=True)
class Rollout:
    """An account, and how many of its enabled members have an authenticator."""

    id: UUID
    name: str
    two_step_required: bool
    members: int
    enrolled: int
    created_at: datetime


class Accounts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, account_id: UUID) -> Account:
        record = await self._connection.fetchrow(
            "select id, name, two_step_required from accounts where id = $1", account_id
        )
        assert record is not None
        return Account(**record)

    async def lock(self, account_id: UUID) -> Account:
        """One writer at a time for what spans the members of an account."""
        record = await self._connection.fetchrow(
            """
            select id, name, two_step_required from accounts
            where id = $1 for no key update
            """,
            account_id,
        )
        assert record is not None
        return Account(**record)

    async def named(self, name: str) -> list[UUID]:
        records = await self._connection.fetch(
            "select id from accounts where name = $1 order by id", name
        )
        return [record["id"] for record in records]

    async def with_id(self, text: str) -> UUID | None:
        found = await self._connection.fetchval(
            "select id from accounts where id::text = $1", text
        )
        return found if isinstance(found, UUID) else None

    async def rollout(self) -> list[Rollout]:
        """All of the installation, in the order they were created."""
        records = await self._connection.fetch(
            """
            select id, name, two_step_required, created_at, members, enrolled
            from accounts cross join lateral (
                select count(*) as members, count(devices.id) as enrolled
                from members left join devices
                    on devices.member_id = members.id and devices.status = 'active'
                where members.account_id = accounts.id
                    and members.disabled_at is null
            ) as counted
            order by id
            """
        )
        return [Rollout(**record) for record in records]

    async def insert(self, account_id: UUID, name: str, at: datetime) -> None:
        await self._connection.execute(
            "insert into accounts (id, name, created_at) values ($1, $2, $3)",
            account_id,
            name,
            at,
        )

    async def change(
        self, account_id: UUID, *, name: str | None, two_step_required: bool | None
    ) -> Account:
        record = await self._connection.fetchrow(
            """
            update accounts set
                name = coalesce($2, name),
                two_step_required = coalesce($3, two_step_required)
            where id = $1
            returning id, name, two_step_required
            """,
            account_id,
            name,
            two_step_required,
        )
        assert record is not None
        return Account(**record)
