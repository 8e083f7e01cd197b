"""Chaining the audit trail, a few seconds behind it and never in its transactions."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from uuid import UUID

from doorstep.chain import START, link_hash
from doorstep.clock import Clock
from doorstep.db.event_links import NO_ACCOUNT, EventLinks, Link
from doorstep.db.events import RecordedEvent
from doorstep.db.pool import Pool
from doorstep.repeating import repeating
from doorstep.tally import Tally

_EACH = 2.0
BATCH = 500


def link_events(
    pool: Pool, clock: Clock, tally: Tally | None = None
) -> AbstractAsyncContextManager[None]:
    """Link what waits, at once and every two seconds, within the context."""

    async def link_all() -> None:
        while await link_once(pool, clock(), tally=tally) == BATCH:
            pass

    return repeating("linking of events", link_all, _EACH)


async def link_once(
    pool: Pool, at: datetime, most: int = BATCH, *, tally: Tally | None = None
) -> int:
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
    if tally and waiting:
        async with pool.acquire() as connection:
            await tally.count(connection, waiting)
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
