"""The loop that links audit events into chains, a few seconds after they commit.

Linking within the transactions of the events would make them wait for each other.
"""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.audit.chain import START, link_hash
from doorstep.audit.event_metrics import EventMetrics
from doorstep.clock import Clock
from doorstep.db.event_links import FRONT, NO_ACCOUNT, EventLinks, Link, QueuedEvents
from doorstep.db.events import RecordedEvent
from doorstep.db.pool import Pool
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import repeating

_EACH = 2.0
BATCH = 1000


@dataclass(frozen=True)
class Batch:
    """How many events were linked, and where in the queue the next batch begins.

    `upto` is None at the end of the queue, and while another worker links.
    """

    linked: int
    upto: UUID | None


def link_events(
    pool: Pool,
    clock: Clock,
    event_metrics: EventMetrics | None = None,
    health: LoopHealth | None = None,
    *,
    each: float = _EACH,
) -> AbstractAsyncContextManager[None]:
    """Link queued events at once, and then every `each` seconds, within the context."""
    return repeating(
        "linking of events",
        lambda: link_waiting(pool, clock, event_metrics=event_metrics),
        each,
        health,
    )


async def link_waiting(
    pool: Pool,
    clock: Clock,
    most: int = BATCH,
    *,
    event_metrics: EventMetrics | None = None,
) -> int:
    """Link the whole queue in batches of `most`; returns how many events were linked.

    Each batch begins where the last one ended: deleted rows stay in the index until a
    vacuum, and scanning them with each batch would take quadratic time. Events that
    commit late, before that place, are linked the next time.
    """
    linked, upto = 0, FRONT
    while True:
        batch = await link_batch(
            pool, clock(), most, after=upto, event_metrics=event_metrics
        )
        linked += batch.linked
        if batch.upto is None:
            return linked
        upto = batch.upto


async def link_batch(
    pool: Pool,
    at: datetime,
    most: int = BATCH,
    *,
    after: UUID = FRONT,
    event_metrics: EventMetrics | None = None,
) -> Batch:
    """Link up to `most` events; none while another worker links.

    The lock lasts until the transaction ends, and a unique index refuses a second link
    at the same position, so that a chain cannot fork.
    """
    async with pool.acquire() as connection, connection.transaction():
        links = EventLinks(connection)
        if not await links.try_lock():
            return Batch(0, None)
        queued = await links.queued(after, most)
        await _link(links, queued, at)
    if event_metrics and queued.events:
        async with pool.acquire() as connection:
            await event_metrics.count(connection, queued.events)
    return Batch(len(queued.events), queued.upto)


async def _link(links: EventLinks, queued: QueuedEvents, at: datetime) -> None:
    if queued.events:
        heads = await links.heads({_chain(event) for event in queued.events})
        await links.insert(_linked(queued.events, heads), at)
    done = [*queued.settled, *(event.id for event in queued.events)]
    if done:
        await links.dequeue(done)


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
