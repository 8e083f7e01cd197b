"""Old events without an account can be purged, and the rest is still verified."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from audit_trail import AuditTrail
from command import run_doorstep
from doorstep.audit.chain_purge import SealedHead, purge_unowned_events
from doorstep.audit.linking import link_batch
from doorstep.audit.verification import ChainReport, FlawKind, TrailReport, verify
from doorstep.clock import system_clock
from doorstep.db.event_links import NO_ACCOUNT
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.migrate import migrate
from doorstep.db.pool import Connection, connected, open_pool
from doorstep.db.sealed_heads import SealedHeads
from doorstep.errors import ChainBroken, ConfigurationError
from doorstep.rules.seal import KeyRing, new_entry
from doorstep.transactions.key_rotation import Rotation, key_uses

NOW = system_clock()
DAY = timedelta(days=1)
BEFORE = NOW - 90 * DAY
OLDER = new_entry("older")
RING = KeyRing.parse(OLDER)


async def _write(audit: AuditTrail, count: int, days: int) -> None:
    """Events without an account of so many days ago, linked."""
    async with audit.pool.acquire() as connection:
        for number in range(count):
            await Events(connection).write(
                Event(
                    EventKind.password_wrong,
                    None,
                    NOW - days * DAY,
                    detail={"count": number + 1},
                )
            )
    await audit.link()


async def _purge(audit: AuditTrail, ring: KeyRing | None = RING, most: int = 99) -> int:
    async with connected(audit.database_url) as connection:
        return await purge_unowned_events(connection, ring, BEFORE, most)


async def _verify(
    audit: AuditTrail, *heads: bytes, ring: KeyRing | None = RING
) -> TrailReport:
    async with connected(audit.database_url) as connection:
        return await verify(connection, ring=ring, heads=heads)


async def _unowned(audit: AuditTrail, ring: KeyRing = RING) -> ChainReport:
    (chain,) = [
        each for each in (await _verify(audit, ring=ring)).chains if not each.account_id
    ]
    return chain


async def _head(audit: AuditTrail) -> SealedHead:
    async with audit.pool.acquire() as connection:
        return await SealedHead.of(connection, RING, NO_ACCOUNT)


async def test_H3_row6_old_events_without_an_account_are_purged_and_the_rest_verified(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    await audit.linked(acme, 3)
    await _write(audit, 4, days=100)
    await _write(audit, 2, days=80)
    kept = (await _unowned(audit)).head

    assert await _purge(audit) == 4
    assert await _purge(audit) == 0

    chain = await _unowned(audit)
    assert (chain.finding, chain.linked, chain.purged) == (None, 2, 4)
    assert chain.head == kept
    head = await _head(audit)
    assert (head.position, head.tries) == (4, 1 + 2 + 3 + 4)
    report = await _verify(audit, kept, head.hash)
    assert report.sound
    assert await audit.pool.fetchval("select count(*) from events") == 3 + 2


async def test_H3_row6_last_event_stays_and_the_next_is_linked_to_it(
    audit: AuditTrail,
) -> None:
    await _write(audit, 3, days=100)

    assert await _purge(audit) == 2
    await _write(audit, 2, days=0)

    chain = await _unowned(audit)
    assert (chain.finding, chain.linked, chain.purged) == (None, 3, 2)
    assert await _purge(audit) == 1


async def test_H3_row6_purges_run_in_batches_and_two_at_once_are_one(
    audit: AuditTrail,
) -> None:
    await _write(audit, 9, days=100)

    counts = await asyncio.gather(_purge(audit, most=2), _purge(audit, most=2))

    assert sum(counts) == 8
    assert (await _unowned(audit)).finding is None


async def test_L1_row6_events_of_accounts_are_never_purged(audit: AuditTrail) -> None:
    acme = await audit.account()
    async with audit.pool.acquire() as connection:
        for _ in range(3):
            await Events(connection).write(
                Event(EventKind.signed_in, acme, NOW - 400 * DAY)
            )
    await audit.link()

    assert await _purge(audit) == 0
    assert (await _verify(audit)).chains[0].linked == 3


_MEDDLING: dict[str, Callable[[Connection], Awaitable[object]]] = {
    "moved on": lambda owner: owner.execute(
        "update sealed_heads set position = position + 1"
    ),
    "fewer tries": lambda owner: owner.execute("update sealed_heads set tries = 0"),
    "another hash": lambda owner: owner.execute(
        "update sealed_heads set hash = decode(repeat('00', 32), 'hex')"
    ),
    "another seal": lambda owner: owner.execute(
        "update sealed_heads set sealed = $1", KeyRing.parse(new_entry("older")).newest
    ),
}


@pytest.mark.parametrize("how", _MEDDLING)
async def test_L1_row6_head_not_sealed_with_the_key_ring_is_named(
    audit: AuditTrail, how: str
) -> None:
    await _write(audit, 4, days=100)
    await _purge(audit)

    await _MEDDLING[how](audit.owner)

    found = (await _unowned(audit)).finding
    assert found is not None
    assert found.flaw is FlawKind.head_edited
    with pytest.raises(ChainBroken):
        await _purge(audit)


async def test_L1_row6_deleting_more_than_sealed_is_named(audit: AuditTrail) -> None:
    await _write(audit, 6, days=100)
    async with audit.pool.acquire() as connection:
        await SealedHeads(connection).purge_unowned(3)

    found = (await _unowned(audit)).finding

    assert found is not None
    assert (found.flaw, found.position) == (FlawKind.link_missing, 1)


async def test_L1_row6_earlier_head_covers_no_later_deletion(audit: AuditTrail) -> None:
    await _write(audit, 4, days=100)
    await _purge(audit)
    earlier = await audit.owner.fetchrow("select * from sealed_heads")
    await _write(audit, 4, days=100)
    await _purge(audit)

    await audit.owner.execute("delete from sealed_heads")
    assert earlier is not None
    await audit.owner.copy_records_to_table("sealed_heads", records=[tuple(earlier)])

    found = (await _unowned(audit)).finding
    assert found is not None
    assert (found.flaw, found.position) == (FlawKind.link_missing, 4)


async def test_L1_row6_event_inserted_where_purged_is_named(audit: AuditTrail) -> None:
    await _write(audit, 4, days=100)
    await _purge(audit)
    forged = uuid7()

    await audit.pool.execute(
        "insert into events (id, kind, at) values ($1, 'x', $2)", forged, NOW
    )
    await audit.pool.execute(
        """
        insert into event_links (event_id, position, hash, linked_at)
        values ($1, 2, decode(repeat('00', 32), 'hex'), $2)
        """,
        forged,
        NOW,
    )

    found = (await _unowned(audit)).finding
    assert found is not None
    assert (found.flaw, found.event_id) == (FlawKind.purged_before, forged)


async def test_L1_row6_a_broken_chain_is_not_purged(audit: AuditTrail) -> None:
    await _write(audit, 5, days=100)
    await audit.owner.execute(
        "update events set detail = '{}' where detail ->> 'count' = '3'"
    )

    with pytest.raises(ChainBroken) as broken:
        await _purge(audit)

    assert broken.value.position == 3
    assert await audit.pool.fetchval("select count(*) from events") == 5


async def test_L1_row6_the_application_cannot_delete_recent_or_last_events(
    audit: AuditTrail,
) -> None:
    await _write(audit, 3, days=20)
    async with audit.pool.acquire() as connection:
        heads = SealedHeads(connection)
        with pytest.raises(asyncpg.RaiseError, match="younger"):
            await heads.purge_unowned(1)
        with pytest.raises(asyncpg.RaiseError, match="last"):
            await heads.purge_unowned(3)

    assert await audit.pool.fetchval("select count(*) from events") == 3


async def test_C1_row6_keys_rotate_seals_the_head_again(audit: AuditTrail) -> None:
    await _write(audit, 4, days=100)
    await _purge(audit)
    both = KeyRing.parse(f"{new_entry('newer')},{OLDER}")

    before = await key_uses(audit.pool, both, NOW)
    rotation = Rotation(audit.pool, both)
    await rotation.run(lambda _: None)
    after = await key_uses(audit.pool, both, NOW)

    assert [use.heads for use in before] == [0, 1]
    assert [use.heads for use in after] == [1, 0]
    assert after[1].retired
    newest = KeyRing({"newer": both.keys["newer"]})
    assert (await _unowned(audit, newest)).finding is None


async def test_row6_commands_that_need_the_key_ring_say_so(audit: AuditTrail) -> None:
    await _write(audit, 4, days=100)

    with pytest.raises(ConfigurationError, match="DOORSTEP_KEYS is not set"):
        await _purge(audit, ring=None)
    assert await audit.pool.fetchval("select count(*) from events") == 4
    await _purge(audit)
    with pytest.raises(ConfigurationError, match="DOORSTEP_KEYS is not set"):
        await _verify(audit, ring=None)


async def test_row6_commands_purge_and_verify(audit: AuditTrail) -> None:
    await _write(audit, 4, days=100)
    settings = {
        "DOORSTEP_DATABASE_URL": audit.database_url,
        "DOORSTEP_KEYS": OLDER,
        "DOORSTEP_NO_ACCOUNT_RETENTION_DAYS": "95",
    }

    code, output = await run_doorstep("purge", **settings)
    verified, line = await run_doorstep("audit", "verify", **settings)

    assert code == 0
    assert "3 events without an account" in output
    assert verified == 0
    assert "no account: sound, 1 linked, 0 not linked yet, 3 purged before" in line


async def test_row6_one_role_for_owner_and_application_can_purge_too(
    empty_url: str,
) -> None:
    await migrate(empty_url)
    async with await open_pool(empty_url) as pool:
        for _ in range(3):
            await pool.execute(
                "insert into events (id, kind, at) values ($1, 'x', $2)",
                uuid7(),
                NOW - 100 * DAY,
            )
        await link_batch(pool, NOW)
        async with pool.acquire() as connection:
            assert await purge_unowned_events(connection, RING, BEFORE) == 2
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute("delete from events")
