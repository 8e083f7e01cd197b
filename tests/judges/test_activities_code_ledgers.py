"""The two kinds of ledger for wrong login codes, on a real database."""

import asyncio
from datetime import timedelta

import pytest

from doorstep.db.pool import Pool
from doorstep.messages.flows import Outcome
from doorstep.rules.seal import KeyRing
from login_code_fixture import NOW, LoginCodeFixture, login_code_fixture, outcomes
from seeding import HOME

_CAFE, _THIEF = "198.51.100.7", "203.0.113.9"
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_KNOWN_FOR = timedelta(days=30)


@pytest.fixture
async def bench(pool: Pool, ring: KeyRing) -> LoginCodeFixture:
    """Whose login stays open for as long as somebody guesses."""
    bench = await login_code_fixture(pool, ring)
    await pool.execute("update logins set expires_at = expires_at + '1 year'")
    return bench


async def test_T1_row10_a_thief_is_not_forgiven_by_the_owners_sign_ins(
    bench: LoginCodeFixture,
) -> None:
    at, tries = NOW, 0

    for _ in range(40):
        signed_in = await bench.sign_in(at)
        assert signed_in.outcome is Outcome.accepted
        for _ in range(4):
            verdict = await bench.guess(at, _THIEF)
            tries += verdict.outcome is Outcome.wrong_code
        at += _DAY
    last = await bench.guess(at, _THIEF)

    assert tries == 3 + 40  # one a day, once the first five are spent
    assert last.outcome is Outcome.wrong_code
    assert await bench.pool.fetchval("select failures from devices") == tries + 1


async def test_T1_row10_a_thief_never_holds_up_the_owner_at_a_known_place(
    bench: LoginCodeFixture,
) -> None:
    at = await bench.guesses(99, NOW, _THIEF)
    hundredth = await bench.guess(at, _THIEF)
    for_good = await bench.type(bench.code(at=at + _DAY), at + _DAY, _THIEF)
    owner = await bench.sign_in(at + _DAY)

    assert hundredth.outcome is Outcome.wrong_code
    assert hundredth.attempts_left == 0
    assert for_good.outcome is Outcome.too_many_attempts
    assert for_good.retry_at == at + _DAY + _HOUR
    assert owner.outcome is Outcome.accepted
    assert not await bench.locked(at)
    assert await bench.count("devices where disabled_at is not null") == 0
    events = "events where kind = 'authn_other_networks_refused'"
    assert await bench.count(events) == 1
    assert await bench.count("notices") == 1


async def test_T1_row10_ten_minutes_of_tries_are_worth_a_hundred_at_most(
    bench: LoginCodeFixture,
) -> None:
    """However many networks a thief has: 100 tries in the life of a device."""
    at, judged = NOW, 0

    for number in range(130):
        verdict = await bench.guess(at, f"203.0.113.{number}")
        judged += verdict.outcome is Outcome.wrong_code
        at += _HOUR

    assert judged == 100


async def test_T1_row10_right_and_wrong_codes_wait_alike_in_a_new_network(
    bench: LoginCodeFixture,
) -> None:
    until = await bench.guesses(5, NOW, _THIEF)
    moment = until - timedelta(seconds=1)

    right = await bench.type(bench.code(at=moment), moment, _CAFE)
    wrong = await bench.guess(moment, _CAFE)
    after = await bench.type(bench.code(at=until), until, _CAFE)

    assert until == NOW + timedelta(seconds=30)
    assert right == wrong
    assert right.outcome is Outcome.too_many_attempts
    assert right.retry_at == until
    assert after.outcome is Outcome.accepted


async def test_T1_row10_a_wait_of_a_known_network_holds_no_other(
    bench: LoginCodeFixture,
) -> None:
    await bench.sign_in(NOW - _MINUTE, _CAFE)
    until = await bench.guesses(5, NOW, _CAFE)
    later = NOW + timedelta(seconds=29)

    held = await bench.type(bench.code(at=later), later, _CAFE)
    new = await bench.guess(later, _THIEF)
    locked = await bench.locked(later), await bench.locked(until)
    home = await bench.sign_in(later)

    expected = [Outcome.too_many_attempts, Outcome.wrong_code, Outcome.accepted]
    assert outcomes(held, new, home) == expected
    assert new.attempts_left == 4
    assert locked == (True, False)


async def test_T1_row10_a_hundred_in_a_row_at_a_known_place_disable_everywhere(
    bench: LoginCodeFixture,
) -> None:
    await bench.sign_in(NOW, _CAFE)

    at = await bench.guesses(100, NOW, HOME)
    verdicts = [
        await (await bench.another_login(at)).type(bench.code(at=at), at, client)
        for client in (HOME, _CAFE, _THIEF)
    ]

    assert set(outcomes(*verdicts)) == {Outcome.device_disabled}
    assert await bench.locked(at)


@pytest.mark.parametrize(
    "clients",
    [[HOME] * 30, [_THIEF] * 30, [f"203.0.113.{number}" for number in range(30)]],
    ids=["known", "new", "thirty new"],
)
async def test_T1_row10_thirty_wrong_codes_at_once_are_counted_exactly(
    bench: LoginCodeFixture, clients: list[str]
) -> None:
    verdicts = await asyncio.gather(*(bench.guess(NOW, each) for each in clients))

    judged = [each for each in verdicts if each.outcome is Outcome.wrong_code]
    left = sorted(
        each.attempts_left for each in judged if each.attempts_left is not None
    )
    assert left == [0, 1, 2, 3, 4]
    assert outcomes(*verdicts).count(Outcome.too_many_attempts) == 25
    counted = await bench.pool.fetchval(
        "select sum(failures) from (select failures from devices union all"
        " select failures from known_networks) as ledgers"
    )
    assert counted == 5
    assert await bench.count("notices") == 1


async def test_V5_row10_a_used_code_is_counted_where_it_was_replayed(
    bench: LoginCodeFixture,
) -> None:
    await bench.sign_in(NOW)
    other = await bench.another_login()

    replayed = await other.type(bench.code(), NOW, _THIEF)
    wrong = await other.guess(NOW, _THIEF)

    assert replayed.attempts_left == 4
    assert wrong == replayed.model_copy(update={"attempts_left": 3})
    assert await bench.count("events where kind = 'authn_otp_replay'") == 1


async def test_W2_row10_a_repeat_of_a_wrong_try_is_counted_once(
    bench: LoginCodeFixture,
) -> None:
    order = bench.order(bench.wrong(), NOW, _THIEF)

    verdicts = await asyncio.gather(*(bench.judge(order) for _ in range(5)))

    assert {each.attempts_left for each in verdicts} == {4}
    assert await bench.pool.fetchval("select failures from devices") == 1


async def test_L1_row10_events_say_which_ledger_and_no_address(
    bench: LoginCodeFixture,
) -> None:
    await bench.guesses(5, NOW, _THIEF)
    await bench.guess(NOW)

    rows = await bench.pool.fetch(
        "select kind, detail::text from events where login_id = $1 order by id",
        bench.login.id,
    )
    others, known = '{"ledger": "other_networks"}', '{"ledger": "known_network"}'
    assert [tuple(row.values()) for row in rows] == [
        *[("authn_otp_fail", others)] * 5,
        ("authn_login_lock", others),
        ("authn_otp_fail", known),
    ]


async def test_T2_row10_the_owner_is_mailed_once_whatever_networks_guess(
    bench: LoginCodeFixture,
) -> None:
    at = NOW
    for number in range(40):
        await bench.guess(at, f"203.0.113.{number}")
        at += _HOUR
        await bench.sign_in(at)

    assert await bench.count("notices") == 1
    assert await bench.count("events where kind = 'authn_login_lock'") == 1


async def test_T2_row10_the_owner_is_mailed_though_the_limit_was_lowered_meanwhile(
    bench: LoginCodeFixture,
) -> None:
    """Past it by then: the first wait is what is told."""
    await bench.guesses(4, NOW, _THIEF)
    await bench.pool.execute("""update logins set policy = '{"free_tries": 2}'""")

    await bench.guesses(2, NOW, _THIEF)

    assert await bench.count("notices") == 1
