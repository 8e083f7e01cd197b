"""All members of an account, for a file."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

from api.edge.problems import not_found
from doorstep.db.clients import Clients
from doorstep.db.pool import Connection, Pool
from doorstep.db.rosters import RosterEntry, Rosters
from doorstep.db.signed_in import SignedIn
from doorstep.db.subjects import Subjects
from doorstep.rules.people import TwoStep
from doorstep.rules.stages import ApplicationId

_IN_A_FILE = 500
"""Members that are read at once."""
_LONGEST_PAUSE = 0.1
"""Seconds: a page takes longer than this where its reader is slow."""


async def whole_roster(
    pool: Pool,
    admin: SignedIn,
    at: datetime,
    two_step: TwoStep | None,
    client_id: ApplicationId | None,
) -> AsyncIterator[list[RosterEntry]]:
    """Page by page; a slow reader holds no connection.

    With what a client calls the members, if one is named; one that people of the
    account may not sign in to is not found. Between two pages others get as much time
    as a page took.
    """
    after = None
    while True:
        began = time.perf_counter()
        async with pool.acquire() as connection:
            page = await Rosters(connection).page(
                admin.account.id,
                at=at,
                limit=_IN_A_FILE,
                after=after,
                two_step=two_step,
            )
            if client_id:
                page = await _named(connection, admin, client_id, page)
        if not page:
            return
        yield page
        after = page[-1].member.id
        took = time.perf_counter() - began
        await asyncio.sleep(min(took, _LONGEST_PAUSE))


async def _named(
    connection: Connection,
    admin: SignedIn,
    client_id: ApplicationId,
    page: list[RosterEntry],
) -> list[RosterEntry]:
    client = await Clients(connection).find(client_id)
    if client is None or not client.serves(admin.account.id):
        raise not_found()
    ids = [entry.member.id for entry in page]
    names = await Subjects(connection, client_id).names(ids)
    return [replace(each, external_id=names.get(each.member.id)) for each in page]
