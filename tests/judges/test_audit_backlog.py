"""However many events wait for their links, a batch costs the same."""

import asyncio
from datetime import timedelta
from typing import cast
from uuid import UUID

from audit_trail import NOW, AuditTrail
from command import run_doorstep
from doorstep.audit.linking import BATCH, link_batch, link_waiting
from doorstep.db.event_links import FRONT, EventLinks
from doorstep.db.members import Members
from doorstep.db.pool import Connection
from doorstep.db.stage_entries import StageEntries
from query_plans import ExplainingConnection
from seeding import new_member


async def _read_by_a_batch(audit: AuditTrail, acme: UUID) -> int:
    """The rows that the statements of one batch read; it is rolled back."""
    async with audit.pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        explained = ExplainingConnection(connection)
        links = EventLinks(cast("Connection", explained))
        stretch = await links.queued(FRONT, 100)
        assert len(await links.heads([acme])) == 1
        await links.dequeue([event.id for event in stretch.events])
        await links.longest_wait()
        await transaction.rollback()
    return explained.read


async def test_row20_cost_of_a_batch_does_not_depend_on_the_backlog(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    await audit.fill(acme, 200)
    await audit.link(most=100)
    few = await _read_by_a_batch(audit, acme)

    await audit.fill(acme, 10_000)
    await link_waiting(audit.pool, lambda: NOW)
    await audit.fill(acme, 20_000)
    for table in ("events", "event_links", "events_to_link"):
        await audit.owner.execute(f"analyze {table}")
    many = await _read_by_a_batch(audit, acme)

    assert many <= few * 2


async def test_row20_cost_of_event_metrics_does_not_depend_on_a_members_events(
    audit: AuditTrail,
) -> None:
    member_id = await new_member(audit.pool, NOW)
    async with audit.pool.acquire() as connection:
        member = await Members(connection).get(member_id)
        await audit.fill(member.account_id, 3000, member_id)
        await audit.owner.execute("analyze events")
        latest = await connection.fetch(
            "select id from events order by id desc limit 9"
        )
        transaction = connection.transaction()
        await transaction.start()
        explained = ExplainingConnection(connection)
        entries = StageEntries(cast("Connection", explained))
        await entries.before([record["id"] for record in latest])
        await transaction.rollback()

    assert explained.read < 1000


async def test_row20_a_backlog_is_linked_completely_in_one_run(
    audit: AuditTrail,
) -> None:
    acme, other = await audit.account(), await audit.account()
    await audit.fill(acme, 3 * BATCH)
    await audit.fill(other, BATCH)

    assert await link_waiting(audit.pool, lambda: NOW) == 4 * BATCH

    report = await audit.verify()
    assert report.sound
    assert {chain.linked for chain in report.chains} == {3 * BATCH, BATCH}
    assert await audit.pool.fetchval("select count(*) from events_to_link") == 0


async def test_row20_concurrent_workers_link_each_event_once(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    await audit.fill(acme, 500)

    counts = []
    while await audit.pool.fetchval("select count(*) from events_to_link"):
        counts += await asyncio.gather(
            *(link_waiting(audit.pool, lambda: NOW, most=20) for _ in range(4))
        )

    assert sum(counts) == 500
    assert (await audit.verify()).sound


async def test_row20_deleted_events_do_not_stop_the_linking_of_later_ones(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    gone = await audit.write(acme, 5)
    kept = await audit.write(acme, 3)
    await audit.owner.execute("delete from events where id = any($1)", gone)

    assert await link_waiting(audit.pool, lambda: NOW, most=2) == 3

    assert await audit.order(acme) == kept
    assert (await audit.verify()).gone_unlinked == tuple(gone)


async def test_row20_event_queued_a_second_time_is_not_linked_again(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    first, second = await audit.linked(acme, 2)
    await audit.pool.execute("insert into events_to_link values ($1)", first)
    (third,) = await audit.write(acme, 1)

    assert (await audit.verify()).chains[0].unlinked == 1
    assert await audit.link() == 1

    assert await audit.order(acme) == [first, second, third]
    assert await audit.pool.fetchval("select count(*) from events_to_link") == 0


async def test_row20_late_commit_of_an_earlier_event_is_linked_by_the_next_run(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    early, late = await audit.write(acme, 2)
    await audit.pool.execute("delete from events_to_link where event_id = $1", early)
    batch = await link_batch(audit.pool, NOW, 1)
    await audit.pool.execute("insert into events_to_link values ($1)", early)

    assert batch.upto == late
    assert await link_waiting(audit.pool, lambda: NOW) == 1
    assert await audit.order(acme) == [late, early]


async def test_row20_doctor_counts_up_to_its_limit(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    await audit.fill(acme, 50)

    async with audit.pool.acquire() as connection:
        links = EventLinks(connection)
        assert await links.count_waiting(20) == 20
        assert await links.count_waiting(100) == 50
        assert await links.longest_wait() > timedelta(days=1)


async def test_row20_verify_reports_its_progress_and_the_backlog(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    await audit.fill(acme, 2500)
    await link_waiting(audit.pool, lambda: NOW)
    await audit.owner.execute("analyze event_links")
    await audit.fill(acme, 7)

    code, output = await run_doorstep(
        "audit", "verify", DOORSTEP_DATABASE_URL=audit.database_url
    )

    assert code == 0
    assert f"account {acme}: sound, 2500 linked, 7 not linked yet" in output
    assert "Checked links: 1000 of 2500" in output
    assert "Checked links: 2000 of 2500" in output
