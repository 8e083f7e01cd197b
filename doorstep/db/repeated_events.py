"""The table `repeated_events`: counts of occurrences not yet written as an event.

It stays small however many there are: sixteen rows for all addresses that nobody has,
and a few for each member whose password is guessed.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from uuid_utils.compat import uuid7

from doorstep.db.events import EventKind
from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper

NOBODY = UUID(int=0)
"""The subject of counts for addresses that no member has."""
_CLIENTS = UUID("d7a1f2c4-5b0e-4a3b-9a53-6f0c4e8b2d11")
"""The namespace of clients' subjects, which are texts."""
_SLOTS = 16


@dataclass(frozen=True)
class RepeatedCount:
    """Occurrences since `since`; both ids are None if no member has the address, and
    `client_id` names the client where they are a client's.
    """

    kind: str
    member_id: UUID | None
    account_id: UUID | None
    client_id: str | None
    since: datetime
    count: int


_repeated = RowMapper(RepeatedCount)


class RepeatedEvents:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(
        self,
        kind: EventKind,
        member_id: UUID | None,
        account_id: UUID | None,
        at: datetime,
        *,
        single: int,
    ) -> None:
        """Add one; the first `single` of a count are events of their own.

        One statement, and the same one whether or not the address is a member's.
        """
        await self._connection.execute(
            """
            with counted as (
                insert into repeated_events
                    (subject, kind, slot, account_id, since, count)
                values ($1, $2, $3, $4, $5, 1)
                on conflict (subject, kind, slot)
                    do update set count = repeated_events.count + 1
                returning count
            )
            insert into events (id, account_id, member_id, kind, at)
            select $6, $4, $1, $2, $5 from counted where count <= $7
            """,
            member_id or NOBODY,
            kind,
            0 if member_id else secrets.randbelow(_SLOTS),
            account_id,
            at,
            uuid7(),
            single,
        )

    async def add_of_client(
        self,
        kind: EventKind,
        client_id: str,
        account_id: UUID | None,
        reason: str,
        at: datetime,
        *,
        single: int,
    ) -> None:
        """The same for what is refused in the name of a client."""
        await self._connection.execute(
            """
            with counted as (
                insert into repeated_events
                    (subject, kind, slot, account_id, client_id, since, count)
                values ($1, $2, 0, $3, $4, $5, 1)
                on conflict (subject, kind, slot)
                    do update set count = repeated_events.count + 1
                returning count
            )
            insert into events (id, account_id, kind, detail, at)
            select $6, $3, $2,
                jsonb_build_object('client', $4::text, 'reason', $7::text), $5
            from counted where count <= $8
            """,
            uuid5(_CLIENTS, client_id),
            kind,
            account_id,
            client_id,
            at,
            uuid7(),
            reason,
            single,
        )

    async def oldest(self) -> datetime | None:
        """When the oldest count was begun."""
        moment: datetime | None = await self._connection.fetchval(
            "select min(since) from repeated_events"
        )
        return moment

    async def take_unowned(self, before: datetime) -> list[RepeatedCount]:
        """Delete and return, summed per kind, once one of them began before."""
        records = await self._connection.fetch(
            """
            with taken as (
                delete from repeated_events where subject = $1 and kind in (
                    select kind from repeated_events
                    where subject = $1 and since <= $2
                ) returning kind, since, count
            )
            select kind, null::uuid as member_id, null::uuid as account_id,
                null::text as client_id, min(since) as since,
                sum(count)::bigint as count
            from taken group by kind
            """,
            NOBODY,
            before,
        )
        return [_repeated(record) for record in records]

    async def take_members(self, before: datetime, most: int) -> list[RepeatedCount]:
        """Delete and return those that began before."""
        records = await self._connection.fetch(
            """
            with over as materialized (
                select subject, kind, slot from repeated_events
                where subject <> $1 and since <= $2
                order by since limit $3 for update skip locked
            )
            delete from repeated_events as counted using over
            where (counted.subject, counted.kind, counted.slot)
                = (over.subject, over.kind, over.slot)
            returning counted.kind, account_id, client_id, since, count,
                case when client_id is null then counted.subject end as member_id
            """,
            NOBODY,
            before,
            most,
        )
        return [_repeated(record) for record in records]
