"""Lists of an account's members: by state, role, group, and what stands in name or
address.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from uuid import UUID

from api.edge import bodies
from api.edge.lists import ListRequest
from api.edge.member_query import ANYBODY, MemberQuery
from api.edge.problems import not_found
from doorstep.clock import Clock
from doorstep.db.clients import Clients
from doorstep.db.groups import Groups
from doorstep.db.member_counts import EnrollmentCounts, MemberCounts
from doorstep.db.member_search import folded
from doorstep.db.pool import Connection, Pool
from doorstep.db.roster_filter import RosterFilter
from doorstep.db.rosters import RosterEntry, Rosters
from doorstep.db.subjects import Subjects
from doorstep.rules.stages import ApplicationId

_IN_A_FILE = 500
"""Members that are read at once."""
_LONGEST_PAUSE = 0.1
"""Seconds: a page takes longer than this where its reader is slow."""


@dataclass(frozen=True)
class MemberLists:
    """A group of another account is not found."""

    pool: Pool
    clock: Clock

    async def page(
        self,
        account_id: UUID,
        asked: ListRequest[UUID],
        query: MemberQuery = ANYBODY,
    ) -> bodies.Page[bodies.Member]:
        async with self.pool.acquire() as connection:
            entries = await Rosters(connection).page(
                account_id,
                at=self.clock(),
                limit=asked.fetched,
                after=asked.cursor,
                wanted=await _wanted(connection, account_id, query),
            )
        shown = map(bodies.Member.of, asked.shown(entries))
        return asked.page(shown, entries)

    async def roster(
        self,
        account_id: UUID,
        query: MemberQuery = ANYBODY,
        client_id: ApplicationId | None = None,
    ) -> AsyncIterator[list[RosterEntry]]:
        """All of them, page by page; a slow reader holds no connection.

        With what a client calls the members, if one is named; one that people of the
        account may not sign in to is not found. Between two pages others get as much
        time as a page took.
        """
        at, after = self.clock(), None
        async with self.pool.acquire() as connection:
            wanted = await _wanted(connection, account_id, query)
        while True:
            began = time.perf_counter()
            async with self.pool.acquire() as connection:
                page = await Rosters(connection).page(
                    account_id, at=at, limit=_IN_A_FILE, after=after, wanted=wanted
                )
                if client_id:
                    page = await _named(connection, account_id, client_id, page)
            if not page:
                return
            yield page
            after = page[-1].member.id
            took = time.perf_counter() - began
            await asyncio.sleep(min(took, _LONGEST_PAUSE))

    async def enrollment_counts(self, account_id: UUID) -> EnrollmentCounts:
        async with self.pool.acquire() as connection:
            counts = MemberCounts(connection)
            return await counts.enrollment_counts(account_id, self.clock())


async def _wanted(
    connection: Connection, account_id: UUID, query: MemberQuery
) -> RosterFilter:
    if query.group_id is not None:
        group = await Groups(connection).find_in(account_id, query.group_id)
        if group is None:
            raise not_found()
    text = await folded(connection, query.text) if query.text else None
    return RosterFilter(query.two_step, query.role, query.group_id, text or None)


async def _named(
    connection: Connection,
    account_id: UUID,
    client_id: ApplicationId,
    page: list[RosterEntry],
) -> list[RosterEntry]:
    client = await Clients(connection).find(client_id)
    if client is None or not client.serves(account_id):
        raise not_found()
    ids = [entry.member.id for entry in page]
    names = await Subjects(connection, client_id).names(ids)
    return [replace(each, external_id=names.get(each.member.id)) for each in page]
