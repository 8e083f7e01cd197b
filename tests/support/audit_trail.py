"""An audit trail that a test can append to and tamper with."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.audit.linking import BATCH, link_batch
from doorstep.audit.verification import TrailReport, verify
from doorstep.db.accounts import Accounts
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.pool import Connection, Pool, connected

NOW = datetime(2026, 3, 5, 12, 0, 0, 250, tzinfo=UTC)

_FILL = """
    insert into events (id, account_id, member_id, login_id, kind, at)
    select uuidv7(), $1, $4, gen_random_uuid(), 'authn_login_success', $3
    from generate_series(1, $2::int)
"""


@dataclass(frozen=True)
class AuditTrail:
    """`pool` has the application's role; `owner` can do what that role cannot."""

    database_url: str
    pool: Pool
    owner: Connection

    async def account(self) -> UUID:
        account_id = uuid7()
        async with self.pool.acquire() as connection:
            await Accounts(connection).insert(account_id, "Acme", NOW)
        return account_id

    async def write(self, account_id: UUID | None, count: int) -> list[UUID]:
        return [await self._write(account_id, number) for number in range(count)]

    async def _write(self, account_id: UUID | None, number: int) -> UUID:
        event = Event(
            EventKind.enrollment_moved,
            account_id,
            NOW,
            login_id=uuid7(),
            detail={"stage": "install_app", "number": number, "last": False},
        )
        async with self.pool.acquire() as connection:
            return await Events(connection).write(event)

    async def fill(
        self, account_id: UUID | None, count: int, member_id: UUID | None = None
    ) -> None:
        """Many at once, by SQL; no limit of a statement counts for that."""
        await self.owner.execute(_FILL, account_id, count, NOW, member_id)

    async def linked(self, account_id: UUID | None, count: int) -> list[UUID]:
        """Events that were written and linked in this order."""
        events = await self.write(account_id, count)
        await self.link()
        return events

    async def link(self, most: int = BATCH) -> int:
        return (await link_batch(self.pool, NOW, most)).linked

    async def verify(
        self, account_id: UUID | None = None, *heads: bytes
    ) -> TrailReport:
        async with connected(self.database_url) as connection:
            return await verify(connection, account_id=account_id, heads=heads)

    async def head(self, account_id: UUID) -> bytes:
        return (await self.verify(account_id)).chains[0].head

    async def order(self, account_id: UUID | None) -> list[UUID]:
        """The events of a chain from its first link to its last."""
        records = await self.pool.fetch(
            """
            select event_id from event_links
            where account_id is not distinct from $1 order by position
            """,
            account_id,
        )
        return [record["event_id"] for record in records]
