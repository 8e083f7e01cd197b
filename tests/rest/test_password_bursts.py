"""Many passwords at once: right ones cause no wait, wrong ones are counted exactly."""

import asyncio
import math
import time
from collections import Counter
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from client_addresses import LOOPBACK, client_at, second_api
from journey import Journey
from problem_documents import kind, problem
from service import MEMBER, PASSWORD, EmptyService, Service


@pytest.fixture
async def apps(
    service: Service, shared_service: EmptyService
) -> AsyncIterator[list[FastAPI]]:
    """Like two processes: the two share nothing but the database."""
    async with second_api(service) as second:
        yield [shared_service.app, second]


async def _wrong_before(
    service: Service, count: int, *, address: str = "", client: str = ""
) -> None:
    """Inserts so many wrong tries; an empty address or client is different in each."""
    await service.pool.execute(
        """
        insert into password_tries (id, address_key, client_address, at, waits)
        select gen_random_uuid(),
            sha256(coalesce(nullif($1, ''), each::text)::bytea),
            coalesce(nullif($2, ''), each::text), $3, 0
        from generate_series(1, $4::int) as each
        """,
        address,
        client,
        service.clock(),
        count,
    )


async def _at_once(
    services: list[Service], emails: list[str], password: str
) -> list[httpx.Response]:
    people = [
        Journey(services[each % len(services)], email)
        for each, email in enumerate(emails)
    ]
    return list(await asyncio.gather(*(one.start(password) for one in people)))


async def test_T3_row7_150_concurrent_right_passwords_from_one_network_are_accepted(
    service: Service,
) -> None:
    emails = [f"m{each}@acme.test" for each in range(150)]
    await asyncio.gather(*(service.add_member(email) for email in emails))

    answers = await _at_once([service], emails, PASSWORD)

    kinds = Counter(answer.status_code for answer in answers)
    late = [answer for answer in answers if answer.status_code == 503]
    assert set(kinds) <= {201, 503}
    assert kinds[201] > 2
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in late)
    assert await service.pool.fetchval("select count(*) from password_tries") == 0


async def test_T3_row7_right_passwords_at_the_limit_of_the_clients_budget_are_accepted(
    service: Service, apps: list[FastAPI]
) -> None:
    """One more wrong one would make this client wait: each waits for the one before."""
    await _wrong_before(service, 99, client=LOOPBACK)
    emails = [f"m{each}@acme.test" for each in range(12)]
    await asyncio.gather(*(service.add_member(email) for email in emails))

    answers = await _at_once(
        [client_at(service, app) for app in apps], emails, PASSWORD
    )

    assert Counter(answer.status_code for answer in answers) == {201: 12}


async def _count_exactly(service: Service, answers: list[httpx.Response]) -> None:
    """After ninety-five wrong ones."""
    assert Counter(answer.status_code for answer in answers) == {401: 5, 429: 25}
    judged = "select count(*) from password_tries where judged"
    assert await service.pool.fetchval(judged) == 100
    assert await service.pool.fetchval("select count(*) from password_tries") == 100


async def test_T3_row7_guesses_of_one_client_at_two_processes_are_counted_exactly(
    service: Service, apps: list[FastAPI]
) -> None:
    await _wrong_before(service, 95, client=LOOPBACK)
    emails = [f"m{each}@nobody.test" for each in range(30)]

    answers = await _at_once(
        [client_at(service, app) for app in apps], emails, "a guess"
    )

    await _count_exactly(service, answers)


async def test_T3_row7_guesses_for_one_address_at_two_processes_are_counted_exactly(
    service: Service, apps: list[FastAPI]
) -> None:
    await _wrong_before(service, 95, address=MEMBER)
    places = [client_at(service, apps[n % 2], f"192.0.2.{n}") for n in range(30)]

    answers = await _at_once(places, [MEMBER] * 30, "a guess")

    await _count_exactly(service, answers)


async def test_T3_row7_guesses_of_one_pair_at_two_processes_are_ten(
    service: Service, apps: list[FastAPI]
) -> None:
    began = time.monotonic()
    answers = await _at_once(
        [client_at(service, app) for app in apps], [MEMBER] * 30, "a guess"
    )

    waits = [problem(answer) for answer in answers if answer.status_code == 429]
    assert Counter(answer.status_code for answer in answers) == {401: 10, 429: 20}
    longest = 30 + math.ceil(time.monotonic() - began)  # from when each has come
    assert {extra["retry_after"] for _, _, extra in waits} <= set(range(1, longest + 1))


async def test_T3_row7_right_password_after_nine_wrong_ones_of_its_pair_is_accepted(
    service: Service, apps: list[FastAPI]
) -> None:
    for _ in range(9):
        await Journey(service).start("a guess")

    answers = await _at_once(
        [client_at(service, app) for app in apps], [MEMBER] * 6, PASSWORD
    )

    assert Counter(answer.status_code for answer in answers) == {201: 6}


async def test_T3_row7_try_of_a_killed_process_counts_once_it_has_expired(
    service: Service,
) -> None:
    await _wrong_before(service, 100, client=LOOPBACK)
    left = "update password_tries set judged = false, at = at - interval '11 seconds'"
    await service.pool.execute(left)

    refused = await Journey(service).start()

    assert kind(refused) == (429, "too-many-attempts")
