"""The rosters of accounts: members with the state of their two-step verification.

`members.enrolled_at` is kept by a trigger, whoever changes a device. A statement cuts
its page by an index first and joins row by row after that, so that its cost is that of
the page, whatever the size of the account and the statistics of the planner.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from doorstep.db.members import COLUMNS, Member, member_of
from doorstep.db.pool import Connection, Record, present
from doorstep.db.roster_filter import EVERYBODY, RosterFilter, Search
from doorstep.db.roster_states import WITH_STATE
from doorstep.rules.people import TwoStep

_START = UUID(int=0)
_LARGEST_WINDOW = 2000

_ENTRIES = f"""
    with page as materialized (
        select {COLUMNS}, members.enrolled_at
        from ({{ids}}) as candidate
        cross join lateral (
            select * from members where members.id = candidate.id limit 1
        ) as members
        where members.account_id = $1
    )
    {WITH_STATE}
"""
"""The members whose ids a statement finds."""


@dataclass(frozen=True)
class RosterEntry:
    """A member with the state of two-step verification; `external_id` is what a client
    calls them, where one is asked for.
    """

    member: Member
    two_step: TwoStep
    enrolled_at: datetime | None = None
    pending_email: str | None = None
    external_id: str | None = None


class _InState(Protocol):
    @property
    def member(self) -> Member: ...

    @property
    def two_step(self) -> TwoStep: ...


_Entry = TypeVar("_Entry", bound=_InState)


class Rosters:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def entry(
        self, account_id: UUID, member_id: UUID, at: datetime
    ) -> RosterEntry | None:
        """None if the account has no such member."""
        record = await self._connection.fetchrow(
            f"""
            with page as materialized (
                select {COLUMNS}, enrolled_at from members
                where account_id = $1 and id = $3
            )
            {WITH_STATE}
            """,
            account_id,
            at,
            member_id,
        )
        return _entry(record) if record else None

    async def page(
        self,
        account_id: UUID,
        *,
        at: datetime,
        limit: int,
        after: UUID | None = None,
        wanted: RosterFilter = EVERYBODY,
    ) -> list[RosterEntry]:
        """The members that are wanted, in the order they were created."""

        async def window(upto: UUID, most: int) -> list[RosterEntry]:
            search = Search(wanted, account_id, at, upto, most)
            if wanted.text:
                return await self._with_text(search)
            found = search.all()
            return await self._entries(found.text, *found.arguments)

        return await in_state(wanted.two_step, window, limit=limit, after=after)

    async def pages(
        self,
        account_id: UUID,
        *,
        at: datetime,
        size: int,
        wanted: RosterFilter = EVERYBODY,
    ) -> AsyncIterator[list[RosterEntry]]:
        """The whole roster, page by page."""
        after = None
        while page := await self.page(
            account_id, at=at, limit=size, after=after, wanted=wanted
        ):
            yield page
            after = page[-1].member.id

    async def _with_text(self, search: Search) -> list[RosterEntry]:
        """Frequent text is found nearby, and rare text by the index of words: either
        way soon, whatever the planner believes of the text.
        """
        nearest = search.nearest()
        near = present(
            await self._connection.fetchrow(nearest.text, *nearest.arguments)
        )
        ids = near["ids"]
        if near["more"] and len(ids) < search.most:
            all_of_them = search.by_words()
            found = await self._connection.fetch(
                all_of_them.text, *all_of_them.arguments
            )
            ids = [record["id"] for record in found]
        of_ids = "select unnest($3::uuid[]) as id"
        return await self._entries(of_ids, search.account_id, search.at, ids)

    async def _entries(self, ids: str, *given: object) -> list[RosterEntry]:
        query = _ENTRIES.format(ids=ids)
        return [_entry(each) for each in await self._connection.fetch(query, *given)]


async def in_state(
    two_step: TwoStep | None,
    window: Callable[[UUID, int], Awaitable[list[_Entry]]],
    *,
    limit: int,
    after: UUID | None,
) -> list[_Entry]:
    """Those in the state, of who may be: looked at in windows that grow, until enough
    are. `window` returns the next ones after an id.
    """
    found: list[_Entry] = []
    upto, most = after or _START, limit
    while True:
        entries = await window(upto, most)
        found += [each for each in entries if two_step in (None, each.two_step)]
        if len(found) >= limit or len(entries) < most:
            return found[:limit]
        upto = entries[-1].member.id
        most = min(4 * most, max(limit, _LARGEST_WINDOW))


def _entry(record: Record) -> RosterEntry:
    return RosterEntry(
        member_of(record),
        TwoStep(record["two_step"]),
        record["enrolled_at"],
        record["pending_email"],
    )
