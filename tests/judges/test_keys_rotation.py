"""Rotating keys: every value is sealed again, and unused keys are reported."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from doorstep.clock import system_clock
from doorstep.db.answers import Answers, StoredAnswer
from doorstep.db.pool import Pool
from doorstep.rules.seal import KeyRing, Purpose, new_entry
from doorstep.transactions.key_rotation import KeyUse, Rotation, key_uses
from seeding import insert_device, new_member, rows_of
from waiting import in_time

NOW = system_clock()
OLDER = new_entry("older")
OLD = KeyRing.parse(OLDER)
RING = KeyRing.parse(f"{new_entry('newer')},{OLDER}")


async def keep_answers(pool: Pool, ring: KeyRing, count: int) -> None:
    for number in range(count):
        flow_id, key_hash = UUID(int=number // 2), bytes([number])
        sealed = ring.seal(Purpose.answer, b"answer", f"{flow_id}/{key_hash.hex()}")
        async with pool.acquire() as connection:
            answers, answer = Answers(connection), StoredAnswer(b"", sealed)
            await answers.claim(flow_id, key_hash, NOW, timedelta(seconds=5))
            await answers.keep(flow_id, key_hash, answer, NOW)


async def give_email(pool: Pool, ring: KeyRing, member: UUID, at: datetime) -> None:
    async with pool.acquire() as connection:
        rows = await rows_of(connection, member, at)
        await rows.email(await rows.enrollment(await rows.login()), ring)


async def rotate(pool: Pool) -> Rotation:
    done = Rotation(pool, RING, most=2)
    await in_time(done.run(lambda _: None))
    return done


async def sealed_secret(pool: Pool) -> tuple[str, str]:
    record = await pool.fetchrow("select id, sealed_secret from devices")
    assert record is not None
    return str(record["id"]), record["sealed_secret"]


async def test_C1_after_a_rotation_the_newest_key_alone_opens_everything(
    pool: Pool,
) -> None:
    member = await new_member(pool, NOW)
    await insert_device(pool, OLD, member, NOW)
    await keep_answers(pool, OLD, 5)
    device_id, before = await sealed_secret(pool)

    done = await rotate(pool)

    newest = KeyRing({"newer": RING.keys["newer"]})
    _, after = await sealed_secret(pool)
    assert done.resealed == 6
    assert newest.open(Purpose.totp, after, device_id) == OLD.open(
        Purpose.totp, before, device_id
    )
    for row in await pool.fetch("select flow_id, key_hash, sealed from answers"):
        place = f"{row['flow_id']}/{row['key_hash'].hex()}"
        assert newest.open(Purpose.answer, row["sealed"], place) == b"answer"


async def test_C1_an_old_key_can_go_once_nothing_needs_it(pool: Pool) -> None:
    member = await new_member(pool, NOW)
    await insert_device(pool, OLD, member, NOW)
    await keep_answers(pool, OLD, 3)
    await give_email(pool, OLD, member, NOW)

    before = await key_uses(pool, RING, NOW)
    await rotate(pool)
    after = await key_uses(pool, RING, NOW)
    later = await key_uses(pool, RING, NOW + timedelta(minutes=11))

    assert before == [
        KeyUse("newer", on_ring=True, newest=True),
        KeyUse(
            "older", on_ring=True, newest=False, secrets=1, answers=3, emailed_codes=1
        ),
    ]
    assert after[1] == KeyUse("older", on_ring=True, newest=False, emailed_codes=1)
    assert [use.retired for use in after] == [False, False]
    assert [use.retired for use in later] == [False, True]


async def test_a_key_that_is_missing_from_the_ring_is_found(pool: Pool) -> None:
    await keep_answers(pool, OLD, 1)

    uses = await key_uses(pool, KeyRing.parse(new_entry("newer")), NOW)

    assert [(use.name, use.on_ring, use.answers) for use in uses] == [
        ("newer", True, 0),
        ("older", False, 1),
    ]


async def test_C1_a_swapped_ciphertext_is_found_and_left_as_it_is(pool: Pool) -> None:
    await keep_answers(pool, OLD, 4)
    swapped = await pool.fetchval(
        """
        update answers set sealed = (
            select sealed from answers where key_hash = '\\x00'
        ) where key_hash = '\\x01' returning sealed
        """
    )

    done = await rotate(pool)

    assert done.resealed == 3
    assert done.unopened == [f"{UUID(int=0)}/01"]
    kept = await pool.fetchval("select sealed from answers where key_hash = '\\x01'")
    assert kept == swapped


async def test_C1_a_rotation_waits_for_a_judge_and_loses_none_of_its_writes(
    pool: Pool,
) -> None:
    member = await new_member(pool, NOW)
    await insert_device(pool, OLD, member, NOW)
    async with pool.acquire() as judge:
        transaction = judge.transaction()
        await transaction.start()
        await judge.execute("update devices set failures = 4, last_step = 7")

        rotating = asyncio.create_task(rotate(pool))
        finished, _ = await asyncio.wait([rotating], timeout=0.5)
        await transaction.commit()

    assert not finished
    assert (await rotating).resealed == 1
    device = await pool.fetchrow("select failures, last_step from devices")
    assert device is not None
    assert tuple(device) == (4, 7)


async def test_C1_a_rotation_restores_no_secret_erased_meanwhile(
    pool: Pool,
) -> None:
    member = await new_member(pool, NOW)
    await insert_device(pool, OLD, member, NOW)
    async with pool.acquire() as judge, judge.transaction():
        await judge.execute(
            "update devices set status = 'reset', sealed_secret = null, ended_at = $1",
            NOW,
        )
        rotating = asyncio.create_task(rotate(pool))
        await asyncio.wait([rotating], timeout=0.3)

    assert (await rotating).resealed == 0
    assert await pool.fetchval("select sealed_secret from devices") is None


async def test_a_stopped_rotation_continues_where_it_was(pool: Pool) -> None:
    await keep_answers(pool, OLD, 9)
    stopped = Rotation(pool, RING, most=2)

    def stop(_: int) -> None:
        running.cancel()

    running = asyncio.create_task(stopped.run(stop))
    with pytest.raises(asyncio.CancelledError):
        await running

    again = await rotate(pool)

    assert stopped.resealed == 2
    assert again.resealed == 7


async def test_two_rotations_at_once_share_the_work(pool: Pool) -> None:
    await keep_answers(pool, OLD, 30)

    one, other = await asyncio.gather(rotate(pool), rotate(pool))

    assert one.resealed + other.resealed == 30
    assert one.unopened == other.unopened == []
