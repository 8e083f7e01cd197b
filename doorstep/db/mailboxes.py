"""The columns `mailbox` and `address_state` of `members`, filled in for old rows.

Earlier releases write neither, and SQL cannot compute the normal form of an address.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import asyncpg

from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.addresses import check_address, mailbox

BY_ADDRESS = """(
    (mailbox = $1 and address_state <> 'shared')
    or (email_key = $2 and address_state in ('unread', 'shared'))
) order by address_state in ('unread', 'shared') desc limit 1
"""
"""The member with a typed address: $1 is its mailbox, $2 the key of earlier releases. A
member who has only that key is found first, as before."""

OF_THE_SAME_MAILBOX = """
    select member.id
    union all
    select id from members
    where mailbox = member.mailbox and address_state <> 'shared'
    union all
    select id from members
    where mailbox = member.mailbox and address_state = 'shared'
"""
"""A row `member` of `members`, and other members with the same mailbox."""

_BATCH = 500
_FIRST = UUID(int=0)


class AddressState(StrEnum):
    """The state of a member's address."""

    unread = "unread"
    good = "good"
    refused = "refused"
    shared = "shared"


@dataclass(frozen=True)
class Address:
    """A member's address; if it is shared, `owner_id` is who has the mailbox."""

    member_id: UUID
    account_id: UUID
    email: str
    state: AddressState
    owner_id: UUID | None


_address = RowMapper(Address)


class Mailboxes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def count(self, state: AddressState) -> int:
        counted: int = await self._connection.fetchval(
            """
            select count(*) from members
            where address_state <> 'good' and address_state = $1
            """,
            state,
        )
        return counted

    async def some(self, state: AddressState, limit: int) -> list[Address]:
        """The first members in this state."""
        records = await self._connection.fetch(
            """
            select members.id as member_id, members.account_id, members.email,
                members.address_state as state, owner.id as owner_id
            from members left join members as owner
                on owner.mailbox = members.mailbox and owner.address_state <> 'shared'
                and owner.id <> members.id
            where members.address_state <> 'good' and members.address_state = $1
            order by members.id limit $2
            """,
            state,
            limit,
        )
        return [_address(record) for record in records]

    async def waiting(self) -> int:
        """How many `settle` would look at."""
        states = (AddressState.unread, AddressState.shared)
        return sum([await self.count(state) for state in states])

    async def settle(self, report: Callable[[int], None] = lambda _: None) -> None:
        """Compute what is unread, and assign a mailbox that became free.

        Each batch is a transaction of its own: after an interruption a repeat resumes,
        and others wait for one batch at most. `report` takes the number done so far.
        """
        after: UUID | None = _FIRST
        done = 0
        while after:
            try:
                async with self._connection.transaction():
                    count, after = await self._settle_batch(after)
            except asyncpg.UniqueViolationError:
                continue  # another transaction assigned one of the mailboxes
            if count:
                done += count
                report(done)

    async def _settle_batch(self, after: UUID) -> tuple[int, UUID | None]:
        """Returns how many there were and the last one's id; None at the end."""
        rows = await self._connection.fetch(
            """
            select id, email from members
            where address_state <> 'good' and address_state in ('unread', 'shared')
                and id > $1
            order by id limit $2 for no key update
            """,
            after,
            _BATCH,
        )
        if not rows:
            return 0, None
        boxes = [mailbox(row["email"]) for row in rows]
        taken = await self._taken(boxes)
        states = [
            _state(row["email"], box, taken)
            for row, box in zip(rows, boxes, strict=True)
        ]
        await self._connection.execute(
            """
            update members set mailbox = new.mailbox, address_state = new.state
            from unnest($1::uuid[], $2::text[], $3::text[]) as new (id, mailbox, state)
            where members.id = new.id and members.address_state <> new.state
            """,
            [row["id"] for row in rows],
            boxes,
            states,
        )
        return len(rows), rows[-1]["id"]

    async def _taken(self, boxes: Iterable[str]) -> set[str]:
        records = await self._connection.fetch(
            """
            select mailbox from members
            where mailbox = any($1) and address_state <> 'shared'
            """,
            list(boxes),
        )
        return {record["mailbox"] for record in records}


def _state(email: str, box: str, taken: set[str]) -> AddressState:
    """The first member with a mailbox gets it; it is added to `taken`."""
    if box in taken:
        return AddressState.shared
    taken.add(box)
    try:
        check_address(email)
    except ValueError:
        return AddressState.refused
    return AddressState.good
