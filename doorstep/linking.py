"""Chaining the audit trail, a few seconds behind it and never in its transactions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from uuid import UUID

import structlog

from doorstep.chain import START, link_hash
from doorstep.clock import Clock
from doorstep.db.event_links import NO_ACCOUNT, EventLinks, Link
from doorstep.db.events import RecordedEvent
from doorstep.db.pool import DATABASE_AWAY, Pool

_EACH = 2.0
BATCH = 500
_log = structlog.get_logger(__name__)


@asynccontextmanager
async def link_events(pool: Pool, clock: Clock) -> AsyncIterator[None]:
    """Link what waits, at once and every two seconds, within the context."""
    task = asyncio.create_task(_link_for_ever(pool, clock))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _link_for_ever(pool: Pool, clock: Clock) -> None:
    while True:
        try:
            while await link_once(pool, clock()) == BATCH:
                pass
        except DATABASE_AWAY as fault:
            _log.warning("linking of events failed", fault=type(fault).__name__)
        await asyncio.sleep(_EACH)


async def link_once(pool: Pool, at: datetime, most: int = BATCH) -> int:
    """Link up to `most` events; gives how many. Nothing while another worker links.

    The turn lasts as long as the transaction, and the database refuses a second link
    at the same position: a chain never forks.
    """
    async with pool.acquire() as connection, connection.transaction():
        links = EventLinks(connection)
        if not await links.take_turn():
            return 0
        waiting = await links.waiting(most)
        if waiting:
            heads = await links.heads({_chain(event) for event in waiting})
            await links.insert(_linked(waiting, heads), at)
    return len(waiting)


def _linked(events: list[RecordedEvent], heads: list[Link]) -> list[Link]:
    last = {head.account_id: (head.position, head.hash) for head in heads}
    links = []
    for event in events:
        position, before = last.get(event.account_id, (0, START))
        link = Link(event.id, event.account_id, position + 1, link_hash(before, event))
        last[event.account_id] = (link.position, link.hash)
        links.append(link)
    return links


def _chain(event: RecordedEvent) -> UUID:
    return event.account_id or NO_ACCOUNT
