"""Purging audit events, or granting privileges, waits for a running purge."""

import asyncio
from datetime import timedelta
from functools import partial

from audit_trail import AuditTrail
from doorstep.audit.chain_purge import purge_unowned_events
from doorstep.clock import system_clock
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.migrate import migrate
from doorstep.db.pool import open_pool
from doorstep.db.sealed_heads import SealedHeads
from doorstep.rules.seal import KeyRing, new_entry
from waiting import LOCK_WAITS, until

NOW = system_clock()
DAY = timedelta(days=1)
RING = KeyRing.parse(new_entry("only"))


async def test_L1_row6_a_purge_waits_for_a_running_one(audit: AuditTrail) -> None:
    """Otherwise its head would be older than what the other purge deletes."""
    async with audit.pool.acquire() as connection:
        for _ in range(4):
            event = Event(EventKind.password_wrong, None, NOW - 100 * DAY)
            await Events(connection).write(event)
    await audit.link()

    async with audit.pool.acquire() as mine, audit.pool.acquire() as other:
        async with other.transaction():
            await SealedHeads(other).lock()
            purge = purge_unowned_events(mine, RING, NOW - 90 * DAY)
            purging = asyncio.create_task(purge)
            await until(partial(audit.owner.fetchval, LOCK_WAITS), bool)
        gone = await purging

    assert gone == 3


async def test_L1_row6_privileges_are_granted_after_a_running_purge(
    empty_url: str,
) -> None:
    await migrate(empty_url)
    async with await open_pool(empty_url, most=2) as pool:
        async with pool.acquire() as purging, purging.transaction():
            heads = SealedHeads(purging)
            await heads.lock()
            await heads.purge_unowned(0)
            migrating = asyncio.create_task(migrate(empty_url))
            await until(partial(pool.fetchval, LOCK_WAITS), bool)
        await migrating
