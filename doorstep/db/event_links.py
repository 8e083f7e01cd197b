"""The tables `event_links`, the chain of each account's events, and `events_to_link`.

A trigger queues each event in its own transaction, so that an event which commits late
is linked late and not missed. Events without an account have a chain of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.events import COLUMNS, RecordedEvent, recorded_event
from doorstep.db.pool import Connection, Record
from doorstep.db.row_mapper import RowMapper

NO_ACCOUNT = UUID(int=0)
"""The chain of events without an account."""

FRONT = UUID(int=0)
"""A position before every row of the queue."""

LINKING = 0x6576656E7473
"""The key of the advisory lock for linking: "events". Two at once would fork it."""


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
class LinkedEvent:
    """A link with its event; None if the event was deleted."""

    link: Link
    event: RecordedEvent | None


@dataclass(frozen=True)
class QueuedEvents:
    """Consecutive rows of the queue.

    `events` have no link yet; `settled` have one, only their row is left; `gone` were
    deleted before they had one. `upto` is where the next rows begin, None at the end of
    the queue.
    """

    events: list[RecordedEvent]
    settled: list[UUID]
    gone: list[UUID]
    upto: UUID | None


_link = RowMapper(Link)
_linking = RowMapper(Link, "link_")


class EventLinks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def try_lock(self) -> bool:
        """Take the lock until the transaction ends; False if another one has it."""
        return bool(
            await self._connection.fetchval(
                "select pg_try_advisory_xact_lock($1)", LINKING
            )
        )

    async def queued(self, after: UUID, limit: int) -> QueuedEvents:
        """The next rows of the queue, in the order of the events' ids.

        The limit applies before the joins, and lateral joins read row by row whatever
        the statistics are: the cost does not depend on the length of the queue.
        """
        records = await self._connection.fetch(
            f"""
            select queued.event_id as queued_id, linked.one as linked, events.*
            from (
                select event_id from events_to_link where event_id > $2
                order by event_id limit $1
            ) as queued
            left join lateral (
                select {COLUMNS} from events where events.id = queued.event_id limit 1
            ) as events on true
            left join lateral (
                select true as one from event_links
                where event_links.event_id = queued.event_id limit 1
            ) as linked on true
            order by queued.event_id
            """,
            limit,
            after,
        )
        return _queued(records, limit)

    async def longest_wait(self) -> timedelta:
        """How long the oldest event without a link has waited; 0 if there is none."""
        wait = await self._connection.fetchval(
            """
            select clock_timestamp() - events.at from events_to_link as queued
            cross join lateral (
                select at from events where id = queued.event_id limit 1
            ) as events
            left join lateral (
                select true as one from event_links
                where event_links.event_id = queued.event_id limit 1
            ) as linked on true
            where linked.one is null
            order by queued.event_id limit 1
            """
        )
        return wait or timedelta()

    async def count_waiting(self, most: int) -> int:
        """How many events are in the queue, counted up to `most`."""
        count = await self._connection.fetchval(
            "select count(*) from (select from events_to_link limit $1) as queued", most
        )
        return int(count)

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
        return [_link(record) for record in records]

    async def insert(self, links: list[Link], at: datetime) -> None:
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

    async def dequeue(self, event_ids: list[UUID]) -> None:
        """Delete the rows of linked events from the queue."""
        await self._connection.execute(
            "delete from events_to_link where event_id = any($1)", event_ids
        )

    async def chains(self) -> list[UUID]:
        """Every chain that has or will have a link, in the order of the accounts.

        Ordered, so that an index finds that there is no event without an account.
        """
        records = await self._connection.fetch(
            """
            select id as chain from accounts
            union all
            select $1 where (
                    select id from events where account_id is null
                    order by account_id, id limit 1
                ) is not null
                or (
                    select event_id from event_links where chain = $1
                    order by chain, position limit 1
                ) is not null
            order by chain
            """,
            NO_ACCOUNT,
        )
        return [record["chain"] for record in records]

    async def linked_events(
        self, chain: UUID, after: int, limit: int
    ) -> list[LinkedEvent]:
        """The links after a position, each with its event."""
        records = await self._connection.fetch(
            f"""
            select
                page.event_id as link_event_id, page.account_id as link_account_id,
                position as link_position, hash as link_hash, events.*
            from (
                select event_id, account_id, position, hash from event_links
                where chain = $1 and position > $2 order by position limit $3
            ) as page
            left join lateral (
                select {COLUMNS} from events where events.id = page.event_id limit 1
            ) as events on true
            order by position
            """,
            chain,
            after,
            limit,
        )
        return [_linked_event(record) for record in records]

    async def strays(self, chain: UUID, limit: int = 2) -> list[UUID]:
        """Events that neither have a link nor wait for one: their link was deleted."""
        records = await self._connection.fetch(
            f"""
            select events.id from events
            left join lateral (
                select true as one from event_links
                where event_links.event_id = events.id limit 1
            ) as linked on true
            left join lateral (
                select true as one from events_to_link
                where linked.one is null and events_to_link.event_id = events.id limit 1
            ) as queued on true
            where {"account_id is null" if chain == NO_ACCOUNT else "account_id = $2"}
                and linked.one is null and queued.one is null
            order by events.id limit $1
            """,
            limit,
            *([] if chain == NO_ACCOUNT else [chain]),
        )
        return [record["id"] for record in records]

    async def estimate(self) -> int:
        """About how many links there are, by the statistics of PostgreSQL."""
        rows = await self._connection.fetchval(
            "select reltuples::bigint from pg_class where oid = 'event_links'::regclass"
        )
        return max(int(rows), 0)


def _queued(records: list[Record], limit: int) -> QueuedEvents:
    return QueuedEvents(
        events=[
            recorded_event(record)
            for record in records
            if record["id"] and not record["linked"]
        ],
        settled=[record["queued_id"] for record in records if record["linked"]],
        gone=[
            record["queued_id"]
            for record in records
            if not record["id"] and not record["linked"]
        ],
        upto=records[-1]["queued_id"] if len(records) == limit else None,
    )


def _linked_event(record: Record) -> LinkedEvent:
    event = recorded_event(record) if record["id"] else None
    return LinkedEvent(_linking(record), event)
