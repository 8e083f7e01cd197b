"""Events are linked asynchronously, each once, none is left out."""

import asyncio
import hashlib
from collections.abc import MutableMapping
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from audit_trail import NOW, AuditTrail
from doorstep.audit.chain import START, canonical, link_hash
from doorstep.audit.linking import link_events
from doorstep.db.event_links import FRONT, EventLinks
from doorstep.db.events import Event, EventKind, Events
from waiting import until


async def test_each_account_has_a_chain_of_its_own(audit: AuditTrail) -> None:
    acme, other = await audit.account(), await audit.account()
    of_acme, of_other = (
        await audit.write(acme, 2),
        await audit.write(other, 1),
    )
    of_nobody, more = await audit.write(None, 2), await audit.write(acme, 1)

    assert await audit.link() == 6

    assert await audit.order(acme) == of_acme + more
    assert await audit.order(other) == of_other
    assert await audit.order(None) == of_nobody


async def test_a_link_covers_its_event_and_the_link_before(audit: AuditTrail) -> None:
    acme = await audit.account()
    await audit.write(acme, 2)
    async with audit.pool.acquire() as connection:
        first, second = (await EventLinks(connection).queued(FRONT, 2)).events

    await audit.link()

    before = hashlib.sha256(START + canonical(first)).digest()
    assert await audit.head(acme) == link_hash(before, second)
    assert canonical(first).decode() == (
        f'{{"account_id":"{acme}","actor_id":null,'
        '"at":"2026-03-05T12:00:00.000250+00:00",'
        '"detail":{"last":false,"number":0,"stage":"install_app"},'
        f'"enrollment_id":null,"id":"{first.id}","kind":"authn_enrollment_moved",'
        f'"login_id":"{first.login_id}","member_id":null}}'
    )


async def test_long_trails_are_linked_in_batches(audit: AuditTrail) -> None:
    acme = await audit.account()
    events = await audit.write(acme, 5)

    assert [await audit.link(most=2) for _ in range(4)] == [2, 2, 1, 0]

    assert await audit.order(acme) == events
    assert (await audit.verify()).sound


async def test_W2_two_linkers_at_once_do_not_fork_a_chain(audit: AuditTrail) -> None:
    acme = await audit.account()
    await audit.write(acme, 60)

    counts = []
    while len(await audit.order(acme)) < 60:
        counts += await asyncio.gather(*(audit.link(most=7) for _ in range(4)))

    assert sum(counts) == 60
    report = await audit.verify()
    assert report.sound
    assert [chain.linked for chain in report.chains] == [60]


async def test_W2_database_refuses_a_second_link_at_one_position(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    first, second = await audit.linked(acme, 2)

    with pytest.raises(asyncpg.UniqueViolationError):
        await audit.owner.execute(
            "update event_links set position = 1 where event_id = $1", second
        )
    assert await audit.order(acme) == [first, second]


async def test_L1_event_that_commits_late_is_linked_late(audit: AuditTrail) -> None:
    acme = await audit.account()
    async with audit.pool.acquire() as connection, connection.transaction():
        late = await Events(connection).write(Event(EventKind.signed_in, acme, NOW))
        early = await audit.linked(acme, 2)

    await audit.link()

    assert late < early[0]
    assert await audit.order(acme) == [*early, late]
    assert (await audit.verify()).sound


async def test_rolled_back_event_leaves_nothing_to_link(audit: AuditTrail) -> None:
    acme = await audit.account()
    connection = await audit.pool.acquire()
    transaction = connection.transaction()
    await transaction.start()
    await Events(connection).write(Event(EventKind.signed_in, acme, NOW))
    await transaction.rollback()
    await audit.pool.release(connection)

    assert await audit.link() == 0
    assert (await audit.verify()).sound


async def test_L1_worker_links_within_seconds(audit: AuditTrail) -> None:
    acme = await audit.account()

    async with link_events(audit.pool, lambda: NOW):
        first = await audit.write(acme, 1)
        await until(lambda: audit.order(acme), lambda order: order == first)
        second = await audit.write(acme, 1)
        await until(lambda: audit.order(acme), lambda order: order == first + second)


async def test_W2_linking_goes_on_when_the_database_is_back(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    await audit.owner.execute("alter table event_links rename to gone")
    events = await audit.write(acme, 1)

    with capture_logs() as logged:
        async with link_events(audit.pool, lambda: NOW, each=0.05):
            await until(_nothing, lambda _: len(_faults(logged)) > 1)
            await audit.owner.execute("alter table gone rename to event_links")
            await until(lambda: audit.order(acme), lambda order: order == events)

    assert set(_faults(logged)) == {"UndefinedTableError"}


def _faults(logged: list[MutableMapping[str, Any]]) -> list[str]:
    """Those of the linking, not of another loop."""
    failed = "linking of events failed"
    return [line["fault"] for line in logged if line["event"] == failed]


async def _nothing() -> None:
    pass
