"""Which networks a device knows, and what resets its ledgers, on a real database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.messages.flows import Outcome
from doorstep.rules.seal import KeyRing
from doorstep.transactions.interventions import Intervention
from login_code_fixture import NOW, LoginCodeFixture, login_code_fixture, outcomes
from seeding import HOME, insert_device

_CAFE, _ATTACKER = "198.51.100.7", "203.0.113.9"
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_KNOWN_FOR = timedelta(days=30)


@pytest.fixture
async def case(pool: Pool, ring: KeyRing) -> LoginCodeFixture:
    """A login that does not expire while codes are guessed."""
    case = await login_code_fixture(pool, ring)
    await pool.execute("update logins set expires_at = expires_at + '1 year'")
    return case


@asynccontextmanager
async def _administrator(case: LoginCodeFixture) -> AsyncIterator[Intervention]:
    async with case.pool.acquire() as connection, connection.transaction():
        member = await Members(connection).lock(case.login.member_id)
        yield Intervention(connection, member, "asked for", NOW)


async def test_T1_row10_a_right_code_makes_a_network_known(
    case: LoginCodeFixture,
) -> None:
    await case.sign_in(NOW, _CAFE)
    until = await case.guesses(8, NOW, _ATTACKER)

    at_the_cafe = [await case.guess(NOW, _CAFE) for _ in range(2)]
    elsewhere = await case.guess(until - timedelta(seconds=1), "192.0.2.1")

    assert [each.attempts_left for each in at_the_cafe] == [4, 3]
    assert elsewhere.outcome is Outcome.too_many_attempts


async def test_T1_row10_a_right_code_resets_the_ledger_of_its_network_alone(
    case: LoginCodeFixture,
) -> None:
    await case.sign_in(NOW, _CAFE)
    for client in (HOME, _CAFE, _ATTACKER):
        await case.guesses(3, NOW, client)
    later = NOW + timedelta(minutes=1)

    await case.sign_in(later, _CAFE)
    left = [
        (await case.guess(later, client)).attempts_left
        for client in (HOME, _CAFE, _ATTACKER)
    ]

    assert left == [1, 4, 1]


async def test_T2_row10_the_owner_is_mailed_again_after_a_right_code_from_there(
    case: LoginCodeFixture,
) -> None:
    until = await case.guesses(6, NOW, HOME)
    await case.sign_in(until)

    await case.guesses(6, until, HOME)

    assert await case.count("notices") == 2


@pytest.mark.parametrize(
    ("after", "left"), [(_KNOWN_FOR - timedelta(seconds=1), 2), (_KNOWN_FOR, 3)]
)
async def test_T1_row10_a_network_is_known_for_thirty_days_after_a_right_code(
    case: LoginCodeFixture, after: timedelta, left: int
) -> None:
    """Its count was its own; afterwards it belongs to the unknown networks."""
    await case.sign_in(NOW, _CAFE)
    await case.guesses(2, NOW, _CAFE)
    await case.guess(NOW, _ATTACKER)

    verdict = await case.guess(NOW + after, _CAFE)

    assert verdict.attempts_left == left


async def test_T1_row10_a_network_that_is_no_longer_known_starts_with_an_empty_ledger(
    case: LoginCodeFixture,
) -> None:
    await case.sign_in(NOW, _CAFE)
    await case.guesses(4, NOW, _CAFE)
    later = NOW + 2 * _KNOWN_FOR

    back = await case.sign_in(later, _CAFE)
    wrong = await case.guess(later, _CAFE)

    assert back.outcome is Outcome.accepted
    assert wrong.attempts_left == 4


@pytest.mark.parametrize(
    ("right", "wrong", "known"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:198.51.100.7", "198.51.100.7", True),
        ("64:ff9b::198.51.100.7", "198.51.100.7", True),
        ("198.51.100.7", "198.51.100.8", False),
        ("unknown", "unknown", True),
    ],
)
async def test_T1_H2_row10_an_ipv6_64_is_one_network(
    case: LoginCodeFixture, right: str, wrong: str, known: bool
) -> None:
    await case.guess(NOW, _ATTACKER)
    await case.sign_in(NOW, right)

    verdict = await case.guess(NOW, wrong)

    assert verdict.attempts_left == (4 if known else 3)


async def test_V4_row10_a_right_code_at_once_from_many_networks_works_once(
    case: LoginCodeFixture,
) -> None:
    others = [await case.another_login() for _ in range(8)]

    verdicts = await asyncio.gather(
        *(
            other.type(case.code(), NOW, f"203.0.113.{number}")
            for number, other in enumerate(others)
        )
    )

    assert outcomes(*verdicts).count(Outcome.accepted) == 1
    assert await case.count("sessions") == 1
    assert await case.count("known_networks") == 2


@pytest.mark.parametrize("guesses", [5, 100])
async def test_T1_row10_unlocking_resets_both_kinds_of_ledger(
    case: LoginCodeFixture, guesses: int
) -> None:
    at = await case.guesses(guesses, NOW, _ATTACKER)
    await case.guesses(5, at - timedelta(seconds=1), HOME)

    async with _administrator(case) as act:
        unlocked = await act.unlock_device(), await act.unlock_device()
    left = [
        (await case.guess(at, client)).attempts_left for client in (HOME, _ATTACKER)
    ]

    assert unlocked == (True, False)
    assert left == [4, 4]


async def test_T1_row10_a_new_password_resets_the_ledger_of_unknown_networks(
    case: LoginCodeFixture,
) -> None:
    at = await case.guesses(100, NOW, _ATTACKER)
    await case.guesses(2, NOW, HOME)

    async with _administrator(case) as act:
        await act.change_password("another")
    login = await case.another_login(at)
    left = [(await login.guess(at, client)).attempts_left for client in (HOME, _CAFE)]

    assert left == [2, 4]


async def test_T1_row10_a_new_device_knows_only_the_network_of_its_set_up(
    case: LoginCodeFixture, pool: Pool, ring: KeyRing
) -> None:
    await case.sign_in(NOW, _CAFE)
    at = await case.guesses(100, NOW, _ATTACKER)

    async with _administrator(case) as act:
        await act.reset_device(_DAY)
    await insert_device(pool, ring, case.login.member_id, NOW - _DAY)
    login = await case.another_login(at)
    left = [
        (await login.guess(at, client)).attempts_left
        for client in (HOME, _CAFE, _ATTACKER)
    ]

    assert left == [4, 4, 3]
