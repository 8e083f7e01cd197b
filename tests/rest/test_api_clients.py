"""An IPv6 /64 is one client in every budget, and one known network."""

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest

from client_addresses import client_at
from journey import Journey
from problem_documents import kind
from seeding import long_enrolled
from service import ADMIN, MEMBER, PASSWORD, EmptyService, Service

From = Callable[[str], Service]


@pytest.fixture
def caller(service: Service, shared_service: EmptyService) -> From:
    return lambda address: client_at(service, shared_service.app, address)


async def _guess(service: Service, email: str, typed: str = "guess") -> int:
    answer = await Journey(service, email).start(typed)
    assert answer.status_code in (201, 401, 429), answer.text
    return answer.status_code


async def test_H2_row5_101st_wrong_password_from_one_network_is_refused(
    caller: From,
) -> None:
    answers = [
        await _guess(caller(f"2001:db8:1:2:{each:x}::1"), f"{each}@nobody.test")
        for each in range(101)
    ]
    elsewhere = await _guess(caller("2001:db8:1:3::1"), "another@nobody.test")

    assert answers == [401] * 100 + [429]
    assert elsewhere == 401


async def test_H2_row5_pair_of_address_and_network_waits_after_ten(
    caller: From,
) -> None:
    answers = [
        await _guess(caller(f"2001:db8:1:2::{each:x}"), MEMBER) for each in range(11)
    ]
    right = await _guess(caller("2001:db8:1:2:ffff::"), MEMBER, PASSWORD)
    elsewhere = await _guess(caller("2001:db8:1:3::1"), MEMBER, PASSWORD)

    assert answers == [401] * 10 + [429]
    assert (right, elsewhere) == (429, 201)


async def test_H2_row5_concurrent_guesses_from_one_network_are_serialized(
    caller: From,
) -> None:
    people = [caller(f"2001:db8:1:2::{each:x}") for each in range(30)]

    answers = await asyncio.gather(*(_guess(each, MEMBER) for each in people))

    assert Counter(answers) == {401: 10, 429: 20}


@pytest.mark.parametrize(
    ("first", "later", "unknown_client"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"),
        ("192.0.2.7", "::ffff:192.0.2.7", "192.0.2.8"),
        ("64:ff9b::c000:207", "192.0.2.7", "64:ff9b::c000:208"),
        ("2002:c000:207::1", "192.0.2.7", "2002:c000:208::1"),
    ],
)
async def test_H2_row5_guesses_from_other_networks_do_not_delay_a_known_one(
    service: Service, caller: From, first: str, later: str, unknown_client: str
) -> None:
    assert await _guess(caller(first), MEMBER, PASSWORD) == 201
    await service.pool.execute(
        """
        insert into password_tries (id, address_key, client_address, at, waits)
        select gen_random_uuid(), sha256($1::text::bytea), 'x' || each, $2, 0
        from generate_series(1, 100) as each
        """,
        MEMBER,
        service.clock(),
    )

    assert await _guess(caller(later), MEMBER, PASSWORD) == 201
    assert await _guess(caller(unknown_client), MEMBER, PASSWORD) == 429


async def test_H2_row5_network_is_known_after_a_code_too(
    service: Service, caller: From
) -> None:
    """The session is written by a worker in this case."""
    person = await long_enrolled(service)
    person.service = caller("2001:db8:1:2::1")
    await person.submit_code(person.code())

    known = await service.pool.fetchval(
        "select network_of(client_address) from sessions"
    )

    assert known == "2001:db8:1:2::/64"
    shown = await service.pool.fetchval("select client_address from sessions")
    assert shown == "2001:db8:1:2::1"


async def test_H2_row5_members_see_the_full_address_of_their_sessions(
    caller: From,
) -> None:
    person = Journey(caller("2001:db8:1:2::1"), ADMIN)
    await person.start()

    listed = await person.with_session("GET", "/v1/me/sessions")

    assert [each["client_address"] for each in listed.json()["items"]] == [
        "2001:db8:1:2::1"
    ]
    assert kind(await Journey(caller("2001:db8:1:2::2"), ADMIN).start("no")) == (
        401,
        "invalid-credentials",
    )
