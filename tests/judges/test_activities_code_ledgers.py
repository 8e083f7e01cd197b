"""The two kinds of ledger for wrong login codes, on a real database."""

import asyncio
from datetime import timedelta

import pytest

from doorstep.db.pool import Pool
from doorstep.messages.flows import Outcome
from doorstep.rules.seal import KeyRing
from login_code_fixture import NOW, LoginCodeFixture, login_code_fixture, outcomes
from seeding import HOME

_CAFE, _ATTACKER = "198.51.100.7", "203.0.113.9"
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_KNOWN_FOR = timedelta(days=30)


@pytest.fixture
async def case(pool: Pool, ring: KeyRing) -> LoginCodeFixture:
    """A login that does not expire while codes are guessed."""
    case = await login_code_fixture(pool, ring)
    await pool.execute("update logins set expires_at = expires_at + '1 year'")
    return case


async def test_T1_row10_the_owners_sign_ins_do_not_reset_an_attackers_count(
    case: LoginCodeFixture,
) -> None:
    at, tries = NOW, 0

    for _ in range(40):
        signed_in = await case.sign_in(at)
        assert signed_in.outcome is Outcome.accepted
        for _ in range(4):
            verdict = await case.guess(at, _ATTACKER)
            tries += verdict.outcome is Outcome.wrong_code
        at += _DAY
    last = await case.guess(at, _ATTACKER)

    assert tries == 3 + 40  # one a day, after the first five
    assert last.outcome is Outcome.wrong_code
    assert await case.pool.fetchval("select failures from devices") == tries + 1


async def test_T1_row10_an_attacker_never_delays_the_owner_in_a_known_network(
    case: LoginCodeFixture,
) -> None:
    at = await case.guesses(99, NOW, _ATTACKER)
    hundredth = await case.guess(at, _ATTACKER)
    for_good = await case.type(case.code(at=at + _DAY), at + _DAY, _ATTACKER)
    owner = await case.sign_in(at + _DAY)

    assert hundredth.outcome is Outcome.wrong_code
    assert hundredth.attempts_left == 0
    assert for_good.outcome is Outcome.too_many_attempts
    assert for_good.retry_at == at + _DAY + _HOUR
    assert owner.outcome is Outcome.accepted
    assert not await case.locked(at)
    assert await case.count("devices where disabled_at is not null") == 0
    events = "events where kind = 'authn_other_networks_refused'"
    assert await case.count(events) == 1
    assert await case.count("notices") == 1


async def test_T1_row10_an_attacker_gets_a_hundred_tries_at_most(
    case: LoginCodeFixture,
) -> None:
    """Whatever the number of the attacker's networks: 100 tries in the life of a
    device.
    """
    at, judged = NOW, 0

    for number in range(130):
        verdict = await case.guess(at, f"203.0.113.{number}")
        judged += verdict.outcome is Outcome.wrong_code
        at += _HOUR

    assert judged == 100


async def test_T1_row10_right_and_wrong_codes_wait_alike_in_a_new_network(
    case: LoginCodeFixture,
) -> None:
    until = await case.guesses(5, NOW, _ATTACKER)
    moment = until - timedelta(seconds=1)

    right = await case.type(case.code(at=moment), moment, _CAFE)
    wrong = await case.guess(moment, _CAFE)
    after = await case.type(case.code(at=until), until, _CAFE)

    assert until == NOW + timedelta(seconds=30)
    assert right == wrong
    assert right.outcome is Outcome.too_many_attempts
    assert right.retry_at == until
    assert after.outcome is Outcome.accepted


async def test_T1_row10_a_wait_of_a_known_network_delays_no_other(
    case: LoginCodeFixture,
) -> None:
    await case.sign_in(NOW - _MINUTE, _CAFE)
    until = await case.guesses(5, NOW, _CAFE)
    later = NOW + timedelta(seconds=29)

    held = await case.type(case.code(at=later), later, _CAFE)
    new = await case.guess(later, _ATTACKER)
    locked = await case.locked(later), await case.locked(until)
    home = await case.sign_in(later)

    expected = [Outcome.too_many_attempts, Outcome.wrong_code, Outcome.accepted]
    assert outcomes(held, new, home) == expected
    assert new.attempts_left == 4
    assert locked == (True, False)


async def test_T1_row10_a_hundred_in_a_row_from_a_known_network_disable_the_device(
    case: LoginCodeFixture,
) -> None:
    await case.sign_in(NOW, _CAFE)

    at = await case.guesses(100, NOW, HOME)
    verdicts = [
        await (await case.another_login(at)).type(case.code(at=at), at, client)
        for client in (HOME, _CAFE, _ATTACKER)
    ]

    assert set(outcomes(*verdicts)) == {Outcome.device_disabled}
    assert await case.locked(at)


@pytest.mark.parametrize(
    "clients",
    [[HOME] * 30, [_ATTACKER] * 30, [f"203.0.113.{number}" for number in range(30)]],
    ids=["known", "new", "thirty new"],
)
async def test_T1_row10_thirty_wrong_codes_at_once_are_counted_exactly(
    case: LoginCodeFixture, clients: list[str]
) -> None:
    verdicts = await asyncio.gather(*(case.guess(NOW, each) for each in clients))

    judged = [each for each in verdicts if each.outcome is Outcome.wrong_code]
    left = sorted(
        each.attempts_left for each in judged if each.attempts_left is not None
    )
    assert left == [0, 1, 2, 3, 4]
    assert outcomes(*verdicts).count(Outcome.too_many_attempts) == 25
    counted = await case.pool.fetchval(
        "select sum(failures) from (select failures from devices union all"
        " select failures from known_networks) as ledgers"
    )
    assert counted == 5
    assert await case.count("notices") == 1


async def test_V5_row10_a_used_code_is_counted_where_it_was_replayed(
    case: LoginCodeFixture,
) -> None:
    await case.sign_in(NOW)
    other = await case.another_login()

    replayed = await other.type(case.code(), NOW, _ATTACKER)
    wrong = await other.guess(NOW, _ATTACKER)

    assert replayed.attempts_left == 4
    assert wrong == replayed.model_copy(update={"attempts_left": 3})
    assert await case.count("events where kind = 'authn_otp_replay'") == 1


async def test_W2_row10_a_repeated_wrong_try_is_counted_once(
    case: LoginCodeFixture,
) -> None:
    order = case.order(case.wrong(), NOW, _ATTACKER)

    verdicts = await asyncio.gather(*(case.judge(order) for _ in range(5)))

    assert {each.attempts_left for each in verdicts} == {4}
    assert await case.pool.fetchval("select failures from devices") == 1


async def test_L1_row10_events_name_the_ledger_and_no_address(
    case: LoginCodeFixture,
) -> None:
    await case.guesses(5, NOW, _ATTACKER)
    await case.guess(NOW)

    rows = await case.pool.fetch(
        "select kind, detail::text from events where login_id = $1 order by id",
        case.login.id,
    )
    others, known = '{"ledger": "other_networks"}', '{"ledger": "known_network"}'
    assert [tuple(row.values()) for row in rows] == [
        *[("authn_otp_fail", others)] * 5,
        ("authn_login_lock", others),
        ("authn_otp_fail", known),
    ]


async def test_T2_row10_the_owner_is_mailed_once_whatever_networks_guess(
    case: LoginCodeFixture,
) -> None:
    at = NOW
    for number in range(40):
        await case.guess(at, f"203.0.113.{number}")
        at += _HOUR
        await case.sign_in(at)

    assert await case.count("notices") == 1
    assert await case.count("events where kind = 'authn_login_lock'") == 1


async def test_T2_row10_the_owner_is_mailed_though_the_limit_was_lowered_meanwhile(
    case: LoginCodeFixture,
) -> None:
    """The count exceeds it by then: the notice is of the first wait."""
    await case.guesses(4, NOW, _ATTACKER)
    await case.pool.execute("""update logins set policy = '{"free_tries": 2}'""")

    await case.guesses(2, NOW, _ATTACKER)

    assert await case.count("notices") == 1
