"""Old events without an account can go, and what is left is proven whole."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from command import doorstep
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
from trail import Trail

NOW = system_clock()
DAY = timedelta(days=1)
BEFORE = NOW - 90 * DAY
OLDER = new_entry("older")
RING = KeyRing.parse(OLDER)


async def _write(trail: Trail, count: int, days: int) -> None:
    """Events without an account of so many days ago, linked."""
    async with trail.pool.acquire() as connection:
        for number in range(count):
            await Events(connection).write(
                Event(
                    EventKind.password_wrong,
                    None,
                    NOW - days * DAY,
                    detail={"count": number + 1},
                )
            )
    await trail.link()


async def _purge(trail: Trail, ring: KeyRing | None = RING) -> int:
    async with connected(trail.database_url) as connection:
        return await purge_unowned_events(connection, ring, BEFORE)


async def _verify(
    trail: Trail, *heads: bytes, ring: KeyRing | None = RING
) -> TrailReport:
    async with connected(trail.database_url) as connection:
        return await verify(connection, ring=ring, heads=heads)


async def _unowned(trail: Trail, ring: KeyRing = RING) -> ChainReport:
    (chain,) = [
        each for each in (await _verify(trail, ring=ring)).chains if not each.account_id
    ]
    return chain


async def _head(trail: Trail) -> SealedHead:
    async with trail.pool.acquire() as connection:
        return await SealedHead.of(connection, RING, NO_ACCOUNT)


async def test_H3_row6_old_events_without_an_account_go_and_the_rest_is_proven(
    trail: Trail,
) -> None:
    acme = await trail.account()
    await trail.linked(acme, 3)
    await _write(trail, 4, days=100)
    await _write(trail, 2, days=80)
    kept = (await _unowned(trail)).head

    assert await _purge(trail) == 4
    assert await _purge(trail) == 0

    chain = await _unowned(trail)
    assert (chain.finding, chain.linked, chain.purged) == (None, 2, 4)
    assert chain.head == kept
    head = await _head(trail)
    assert (head.position, head.tries) == (4, 1 + 2 + 3 + 4)
    report = await _verify(trail, kept, head.hash)
    assert report.sound
    assert await trail.pool.fetchval("select count(*) from events") == 3 + 2


async def test_H3_row6_last_event_stays_and_the_next_is_linked_to_it(
    trail: Trail,
) -> None:
    await _write(trail, 3, days=100)

    assert await _purge(trail) == 2
    await _write(trail, 2, days=0)

    chain = await _unowned(trail)
    assert (chain.finding, chain.linked, chain.purged) == (None, 3, 2)
    assert await _purge(trail) == 1


async def test_H3_row6_purges_go_in_batches_and_two_at_once_are_one(
    trail: Trail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("doorstep.audit.chain_purge._PAGE", 2)
    await _write(trail, 9, days=100)

    counts = await asyncio.gather(_purge(trail), _purge(trail))

    assert sum(counts) == 8
    assert (await _unowned(trail)).finding is None


async def test_L1_row6_no_account_of_anybody_loses_an_event(trail: Trail) -> None:
    acme = await trail.account()
    async with trail.pool.acquire() as connection:
        for _ in range(3):
            await Events(connection).write(
                Event(EventKind.signed_in, acme, NOW - 400 * DAY)
            )
    await trail.link()

    assert await _purge(trail) == 0
    assert (await _verify(trail)).chains[0].linked == 3


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
async def test_L1_row6_head_that_was_not_sealed_under_the_ring_is_named(
    trail: Trail, how: str
) -> None:
    await _write(trail, 4, days=100)
    await _purge(trail)

    await _MEDDLING[how](trail.owner)

    found = (await _unowned(trail)).finding
    assert found is not None
    assert found.flaw is FlawKind.head_edited
    with pytest.raises(ChainBroken):
        await _purge(trail)


async def test_L1_row6_taking_more_away_than_was_sealed_is_named(trail: Trail) -> None:
    await _write(trail, 6, days=100)
    async with trail.pool.acquire() as connection:
        await SealedHeads(connection).purge_unowned(3)

    found = (await _unowned(trail)).finding

    assert found is not None
    assert (found.flaw, found.position) == (FlawKind.link_missing, 1)


async def test_L1_row6_an_earlier_head_does_not_cover_a_later_cut(trail: Trail) -> None:
    await _write(trail, 4, days=100)
    await _purge(trail)
    earlier = await trail.owner.fetchrow("select * from sealed_heads")
    await _write(trail, 4, days=100)
    await _purge(trail)

    await trail.owner.execute("delete from sealed_heads")
    assert earlier is not None
    await trail.owner.copy_records_to_table("sealed_heads", records=[tuple(earlier)])

    found = (await _unowned(trail)).finding
    assert found is not None
    assert (found.flaw, found.position) == (FlawKind.link_missing, 4)


async def test_L1_row6_event_put_in_where_the_chain_was_purged_is_named(
    trail: Trail,
) -> None:
    await _write(trail, 4, days=100)
    await _purge(trail)
    forged = uuid7()

    await trail.pool.execute(
        "insert into events (id, kind, at) values ($1, 'x', $2)", forged, NOW
    )
    await trail.pool.execute(
        """
        insert into event_links (event_id, position, hash, linked_at)
        values ($1, 2, decode(repeat('00', 32), 'hex'), $2)
        """,
        forged,
        NOW,
    )

    found = (await _unowned(trail)).finding
    assert found is not None
    assert (found.flaw, found.event_id) == (FlawKind.purged_before, forged)


async def test_L1_row6_a_broken_chain_is_not_purged(trail: Trail) -> None:
    await _write(trail, 5, days=100)
    await trail.owner.execute(
        "update events set detail = '{}' where detail ->> 'count' = '3'"
    )

    with pytest.raises(ChainBroken) as broken:
        await _purge(trail)

    assert broken.value.position == 3
    assert await trail.pool.fetchval("select count(*) from events") == 5


async def test_L1_row6_the_application_can_take_away_nothing_young_or_last(
    trail: Trail,
) -> None:
    await _write(trail, 3, days=20)
    async with trail.pool.acquire() as connection:
        heads = SealedHeads(connection)
        with pytest.raises(asyncpg.RaiseError, match="younger"):
            await heads.purge_unowned(1)
        with pytest.raises(asyncpg.RaiseError, match="last"):
            await heads.purge_unowned(3)

    assert await trail.pool.fetchval("select count(*) from events") == 3


async def test_C1_row6_keys_rotate_seals_the_head_anew(trail: Trail) -> None:
    await _write(trail, 4, days=100)
    await _purge(trail)
    both = KeyRing.parse(f"{new_entry('newer')},{OLDER}")

    before = await key_uses(trail.pool, both, NOW)
    rotation = Rotation(trail.pool, both)
    await rotation.run(lambda _: None)
    after = await key_uses(trail.pool, both, NOW)

    assert [use.heads for use in before] == [0, 1]
    assert [use.heads for use in after] == [1, 0]
    assert after[1].retired
    newest = KeyRing({"newer": both.keys["newer"]})
    assert (await _unowned(trail, newest)).finding is None


async def test_row6_what_needs_the_ring_says_so(trail: Trail) -> None:
    await _write(trail, 4, days=100)

    with pytest.raises(ConfigurationError, match="DOORSTEP_KEYS is not set"):
        await _purge(trail, ring=None)
    assert await trail.pool.fetchval("select count(*) from events") == 4
    await _purge(trail)
    with pytest.raises(ConfigurationError, match="DOORSTEP_KEYS is not set"):
        await _verify(trail, ring=None)


async def test_row6_commands_purge_and_verify(trail: Trail) -> None:
    await _write(trail, 4, days=100)
    settings = {
        "DOORSTEP_DATABASE_URL": trail.database_url,
        "DOORSTEP_KEYS": OLDER,
        "DOORSTEP_NO_ACCOUNT_RETENTION_DAYS": "95",
    }

    code, said = await doorstep("purge", **settings)
    verified, line = await doorstep("audit", "verify", **settings)

    assert code == 0
    assert "3 events without an account" in said
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
