"""The tables `event_links`, the chain of each account's events, and its queue.

The queue's row commits with its event, so that one which commits late is linked late
and never missed. Events without an account have a chain of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.events import COLUMNS, RecordedEvent
from doorstep.db.pool import Connection, Record

NO_ACCOUNT = UUID(int=0)
"""The chain of events without an account."""

LINKING = 0x6576656E7473
"""The advisory lock of whoever links: "events". One at a time, or a chain forks."""


@dataclass(frozen=True)
class Link:
    """One event's place in its account's chain; `hash` is 32 bytes.

    `position` counts from 1. `linked_at` is for people: the hash does not cover it.
    """

    event_id: UUID
    account_id: UUID | None
    position: int
    hash: bytes


@dataclass(frozen=True)
class Standing:
    """A link beside its event, or beside nothing where that is gone."""

    link: Link
    event: RecordedEvent | None


class EventLinks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def take_turn(self) -> bool:
        """True for one transaction at a time, until it ends."""
        return bool(
            await self._connection.fetchval(
                "select pg_try_advisory_xact_lock($1)", LINKING
            )
        )

    async def waiting(self, limit: int) -> list[RecordedEvent]:
        """Committed events that have no link, in the order of their ids."""
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from events_to_link
            join events on events.id = events_to_link.event_id
            where not exists (
                select from event_links where event_links.event_id = events.id
            )
            order by events.id limit $1
            """,
            limit,
        )
        return [RecordedEvent(**record) for record in records]

    async def longest_wait(self) -> timedelta:
        """For how long the oldest event without a link has waited, 0 for none."""
        wait = await self._connection.fetchval(
            """
            select clock_timestamp() - at from events_to_link
            join events on events.id = events_to_link.event_id
            where not exists (
                select from event_links where event_links.event_id = events.id
            )
            order by events.id limit 1
            """
        )
        return wait or timedelta()

    async def heads(self, chains: Iterable[UUID]) -> list[Link]:
        """The last link of each chain that has one."""
        records = await self._connection.fetch(
            """
            select head.* from unnest($1::uuid[]) as wanted (chain)
            cross join lateral (
                select event_id, account_id, position, hash from event_links
                where event_links.chain = wanted.chain
                order by position desc limit 1
            ) as head
            """,
            list(chains),
        )
        return [Link(**record) for record in records]

    async def insert(self, links: list[Link], at: datetime) -> None:
        """Take the events out of the queue too."""
        await self._connection.execute(
            """
            insert into event_links (event_id, account_id, position, hash, linked_at)
            select event_id, account_id, position, hash, $5
            from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bytea[])
                as given (event_id, account_id, position, hash)
            """,
            [link.event_id for link in links],
            [link.account_id for link in links],
            [link.position for link in links],
            [link.hash for link in links],
            at,
        )
        await self._connection.execute(
            """
            delete from events_to_link using event_links
            where events_to_link.event_id = event_links.event_id
            """
        )

    async def chains(self) -> list[UUID]:
        """Every chain that has or is to have a link, in the order of the accounts."""
        records = await self._connection.fetch(
            """
            select id as chain from accounts
            union all
            select $1 where exists (select from events where account_id is null)
                or exists (select from event_links where chain = $1)
            order by chain
            """,
            NO_ACCOUNT,
        )
        return [record["chain"] for record in records]

    async def standing(self, chain: UUID, after: int, limit: int) -> list[Standing]:
        """The links past a position, each beside its event."""
        records = await self._connection.fetch(
            f"""
            select
                event_links.event_id as link_event_id,
                event_links.account_id as link_account_id, position, hash, {COLUMNS}
            from event_links left join events on events.id = event_links.event_id
            where chain = $1 and position > $2 order by position limit $3
            """,
            chain,
            after,
            limit,
        )
        return [_standing(record) for record in records]

    async def unlinked(self, chain: UUID) -> int:
        """How many events wait for their link."""
        count = await self._connection.fetchval(
            """
            select count(*) from events_to_link
            join events on events.id = events_to_link.event_id
            where coalesce(account_id, $2) = $1 and not exists (
                select from event_links where event_links.event_id = events.id
            )
            """,
            chain,
            NO_ACCOUNT,
        )
        return int(count)

    async def strays(self, chain: UUID, limit: int = 2) -> list[UUID]:
        """Events that neither have a link nor wait for one: theirs was taken away."""
        records = await self._connection.fetch(
            """
            select id from events
            where (account_id = $1 or account_id is null and $1 = $2)
                and not exists (select from event_links where event_id = events.id)
                and not exists (select from events_to_link where event_id = events.id)
            order by id limit $3
            """,
            chain,
            NO_ACCOUNT,
            limit,
        )
        return [record["id"] for record in records]

    async def gone_before_linked(self, limit: int = 100) -> list[UUID]:
        """Events that wait in the queue, and are no longer there."""
        records = await self._connection.fetch(
            """
            select event_id from events_to_link
            where not exists (select from events where id = event_id)
                and not exists (
                    select from event_links
                    where event_links.event_id = events_to_link.event_id
                )
            order by event_id limit $1
            """,
            limit,
        )
        return [record["event_id"] for record in records]


def _standing(record: Record) -> Standing:
    fields = dict(record)
    link = Link(
        event_id=fields.pop("link_event_id"),
        account_id=fields.pop("link_account_id"),
        position=fields.pop("position"),
        hash=fields.pop("hash"),
    )
    return Standing(link, RecordedEvent(**fields) if fields["id"] else None)
