"""However many events wait for their links, a batch costs the same and goes on."""

import asyncio
from datetime import timedelta
from typing import cast
from uuid import UUID

from command import doorstep
from doorstep.audit.linking import BATCH, link_batch, link_waiting
from doorstep.db.event_links import FRONT, EventLinks
from doorstep.db.events import Events
from doorstep.db.members import Members
from doorstep.db.pool import Connection
from explained import Explained
from seeding import new_member
from trail import NOW, Trail


async def _read_by_a_batch(trail: Trail, acme: UUID) -> int:
    """Rows that the statements of one batch look at; it is rolled back."""
    async with trail.pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        explained = Explained(connection)
        links = EventLinks(cast("Connection", explained))
        stretch = await links.queued(FRONT, 100)
        assert len(await links.heads([acme])) == 1
        await links.take_out([event.id for event in stretch.events])
        await links.longest_wait()
        await transaction.rollback()
    return explained.read


async def test_row20_a_batch_reads_no_more_the_more_wait_and_are_linked(
    trail: Trail,
) -> None:
    acme = await trail.account()
    await trail.fill(acme, 200)
    await trail.link(most=100)
    few = await _read_by_a_batch(trail, acme)

    await trail.fill(acme, 10_000)
    await link_waiting(trail.pool, lambda: NOW)
    await trail.fill(acme, 20_000)
    for table in ("events", "event_links", "events_to_link"):
        await trail.owner.execute(f"analyze {table}")
    many = await _read_by_a_batch(trail, acme)

    assert many <= few * 2


async def test_row20_timing_what_was_linked_reads_no_more_the_more_a_member_did(
    trail: Trail,
) -> None:
    member_id = await new_member(trail.pool, NOW)
    async with trail.pool.acquire() as connection:
        member = await Members(connection).get(member_id)
        await trail.fill(member.account_id, 3000, member_id)
        await trail.owner.execute("analyze events")
        latest = await connection.fetch(
            "select id from events order by id desc limit 9"
        )
        transaction = connection.transaction()
        await transaction.start()
        explained = Explained(connection)
        events = Events(cast("Connection", explained))
        await events.stays_before([record["id"] for record in latest])
        await transaction.rollback()

    assert explained.read < 1000


async def test_row20_a_backlog_is_linked_to_its_end_in_one_go(trail: Trail) -> None:
    acme, other = await trail.account(), await trail.account()
    await trail.fill(acme, 3 * BATCH)
    await trail.fill(other, BATCH)

    assert await link_waiting(trail.pool, lambda: NOW) == 4 * BATCH

    report = await trail.verify()
    assert report.sound
    assert {chain.linked for chain in report.chains} == {3 * BATCH, BATCH}
    assert await trail.pool.fetchval("select count(*) from events_to_link") == 0


async def test_row20_workers_beside_each_other_link_each_event_once(
    trail: Trail,
) -> None:
    acme = await trail.account()
    await trail.fill(acme, 500)

    counts = []
    while await trail.pool.fetchval("select count(*) from events_to_link"):
        counts += await asyncio.gather(
            *(link_waiting(trail.pool, lambda: NOW, most=20) for _ in range(4))
        )

    assert sum(counts) == 500
    assert (await trail.verify()).sound


async def test_row20_events_that_are_gone_hold_up_none_behind_them(
    trail: Trail,
) -> None:
    acme = await trail.account()
    gone = await trail.write(acme, 5)
    kept = await trail.write(acme, 3)
    await trail.owner.execute("delete from events where id = any($1)", gone)

    assert await link_waiting(trail.pool, lambda: NOW, most=2) == 3

    assert await trail.order(acme) == kept
    assert (await trail.verify()).gone_unlinked == tuple(gone)


async def test_row20_event_queued_a_second_time_is_not_linked_again(
    trail: Trail,
) -> None:
    acme = await trail.account()
    first, second = await trail.linked(acme, 2)
    await trail.pool.execute("insert into events_to_link values ($1)", first)
    (third,) = await trail.write(acme, 1)

    assert (await trail.verify()).chains[0].unlinked == 1
    assert await trail.link() == 1

    assert await trail.order(acme) == [first, second, third]
    assert await trail.pool.fetchval("select count(*) from events_to_link") == 0


async def test_row20_late_commit_in_front_is_linked_by_the_next_walk(
    trail: Trail,
) -> None:
    acme = await trail.account()
    early, late = await trail.write(acme, 2)
    await trail.pool.execute("delete from events_to_link where event_id = $1", early)
    batch = await link_batch(trail.pool, NOW, 1)
    await trail.pool.execute("insert into events_to_link values ($1)", early)

    assert batch.upto == late
    assert await link_waiting(trail.pool, lambda: NOW) == 1
    assert await trail.order(acme) == [late, early]


async def test_row20_doctor_counts_no_further_than_it_is_told(trail: Trail) -> None:
    acme = await trail.account()
    await trail.fill(acme, 50)

    async with trail.pool.acquire() as connection:
        links = EventLinks(connection)
        assert await links.count_waiting(20) == 20
        assert await links.count_waiting(100) == 50
        assert await links.longest_wait() > timedelta(days=1)


async def test_row20_verify_tells_how_far_it_is_and_how_much_waits(
    trail: Trail,
) -> None:
    acme = await trail.account()
    await trail.fill(acme, 2500)
    await link_waiting(trail.pool, lambda: NOW)
    await trail.owner.execute("analyze event_links")
    await trail.fill(acme, 7)

    code, said = await doorstep(
        "audit", "verify", DOORSTEP_DATABASE_URL=trail.database_url
    )

    assert code == 0
    assert f"account {acme}: sound, 2500 linked, 7 not linked yet" in said
    assert "Checked links: 1000 of 2500" in said
    assert "Checked links: 2000 of 2500" in said
