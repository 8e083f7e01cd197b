"""Repeated events of unauthenticated clients: bounded rows, exact counts."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from operator import add

import httpx
import pytest

from api.texts.events import kind_words
from doorstep import clock
from doorstep.audit.linking import link_batch
from doorstep.db.events import COUNT, EventKind
from doorstep.db.members import Member, Members
from doorstep.db.pool import Pool
from doorstep.transactions.repeated_events import note_repeatable, write_repeated
from doorstep.why.diagnosis import diagnose
from seeding import member_id_of, new_member
from service import ADMIN, MEMBER, PASSWORD, Service
from visitor import Visitor
from waiting import until
from why_facts import said_of

NOW = clock.system_clock()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
_WRONG = EventKind.password_wrong


async def _note(pool: Pool, member: Member | None, at: datetime) -> None:
    async with pool.acquire() as connection:
        await note_repeatable(connection, _WRONG, member, at)


async def _counts(pool: Pool, member: Member | None = None) -> list[int]:
    """The counts of the subject's events, oldest first."""
    records = await pool.fetch(
        """
        select coalesce((detail ->> 'count')::int, 1) as count from events
        where member_id is not distinct from $1 and kind = 'authn_password_fail'
        order by id
        """,
        member.id if member else None,
    )
    return [record["count"] for record in records]


async def _member(pool: Pool) -> Member:
    member_id = await new_member(pool, NOW)
    async with pool.acquire() as connection:
        return await Members(connection).get(member_id)


async def test_H3_row6_wrong_passwords_for_unknown_addresses_are_one_event(
    service: Service,
) -> None:
    async def guess(number: int) -> httpx.Response:
        return await service.http.post(
            "/v1/logins",
            json={
                "email": f"nobody{number}@made-up.test",
                "password": "x" * 10,
                "application": "web_console",
            },
        )

    began = service.clock()
    answers = [await guess(number) for number in range(90)]
    answers += await asyncio.gather(*(guess(number) for number in range(90, 95)))

    assert {answer.status_code for answer in answers} == {401}
    await write_repeated(service.pool, lambda: service.clock() + MINUTE)
    counts = await _counts(service.pool)
    assert sum(counts) == 95
    assert len(counts) <= 1 + (service.clock() - began) // MINUTE


async def test_H3_row6_1000_wrong_tries_leave_one_event_a_minute(
    pool: Pool,
) -> None:
    for minute in range(10):
        at = NOW + minute * MINUTE
        await asyncio.gather(*(_note(pool, None, at) for _ in range(100)))
        assert await pool.fetchval("select count(*) from repeated_events") <= 16
        await write_repeated(pool, partial(add, at, MINUTE))

    assert await _counts(pool) == [100] * 10
    assert await pool.fetchval("select count(*) from repeated_events") == 0


async def test_H3_row6_none_is_lost_or_doubled_by_concurrent_workers(
    pool: Pool,
) -> None:
    moments = [NOW + number * timedelta(seconds=1) for number in range(300)]
    done = asyncio.Event()

    async def write() -> None:
        while not done.is_set():
            await write_repeated(pool, lambda: NOW + HOUR)

    writers = [asyncio.create_task(write()) for _ in range(3)]
    await asyncio.gather(*(_note(pool, None, at) for at in moments))
    done.set()
    await asyncio.gather(*writers)
    await write_repeated(pool, lambda: NOW + HOUR)

    assert sum(await _counts(pool)) == 300


async def test_H3_row6_worker_writes_the_counted_events(service: Service) -> None:
    await _note(service.pool, None, service.clock() - MINUTE)

    async def counts_written() -> list[int]:
        return await _counts(service.pool)

    await until(counts_written, lambda counts: counts == [1])


async def test_H3_row6_ten_events_of_a_member_are_written_and_more_are_counted(
    pool: Pool,
) -> None:
    member = await _member(pool)
    for number in range(37):
        await _note(pool, member, NOW + number * MINUTE)

    before = await _counts(pool, member)
    await write_repeated(pool, lambda: NOW + HOUR - MINUTE)
    assert await _counts(pool, member) == before == [1] * 10
    await write_repeated(pool, lambda: NOW + HOUR)

    assert await _counts(pool, member) == [*before, 27]
    written = await pool.fetchrow(
        "select account_id, detail from events order by id desc"
    )
    assert written is not None
    assert written["account_id"] == member.account_id
    assert written["detail"] == {"count": 27, "since": NOW.isoformat()}


async def test_H3_row6_few_wrong_passwords_of_a_member_are_not_counted(
    pool: Pool,
) -> None:
    member = await _member(pool)
    for _ in range(3):
        await _note(pool, member, NOW)

    await write_repeated(pool, lambda: NOW + HOUR)
    await _note(pool, member, NOW + HOUR)

    assert await _counts(pool, member) == [1] * 4


async def test_L1_row6_counted_events_are_linked_like_any_other(
    pool: Pool,
) -> None:
    await asyncio.gather(*(_note(pool, None, NOW) for _ in range(50)))
    await write_repeated(pool, lambda: NOW + MINUTE)

    assert (await link_batch(pool, NOW)).linked == 1


@pytest.mark.parametrize("email", [MEMBER, "nobody@made-up.test"])
async def test_A2_row6_known_and_unknown_addresses_are_counted_alike(
    service: Service, email: str
) -> None:
    before = await service.pool.fetchval("select count(*) from repeated_events")
    await service.http.post(
        "/v1/logins",
        json={"email": email, "password": "x" * 10, "application": "web_console"},
    )
    after = await service.pool.fetchval("select count(*) from repeated_events")

    assert (before, after) == (0, 1)


async def test_H3_row6_refusals_of_the_admin_center_are_bounded_rows(
    service: Service,
) -> None:
    member_id = await member_id_of(service.pool, MEMBER)
    for _ in range(14):
        answer = await service.http.post(
            "/v1/logins",
            json={
                "email": MEMBER,
                "password": PASSWORD,
                "application": "admin_center",
            },
        )
        assert answer.status_code == 403

    refused = await service.pool.fetchval(
        "select count(*) from events where member_id = $1 and kind = 'authz_fail'",
        member_id,
    )
    assert refused == 10


async def test_row6_operators_and_administrators_see_the_count_of_an_event(
    service: Service,
) -> None:
    member_id = await member_id_of(service.pool, MEMBER)
    async with service.pool.acquire() as connection:
        member = await Members(connection).get(member_id)
    at = service.clock()
    for _ in range(13):
        await _note(service.pool, member, at)
    await write_repeated(service.pool, lambda: at + HOUR)

    asked = await diagnose(service.settings, MEMBER, service.clock)
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    page = await visitor.open("/admin-center/audit?kind=authn_password_fail")

    assert asked.explanation.tries == 13
    assert said_of(EventKind.password_wrong, {COUNT: 3}) in [
        each.said for each in asked.timeline
    ]
    assert f"{kind_words(EventKind.password_wrong, 'en')} 3 times since" in page.words
