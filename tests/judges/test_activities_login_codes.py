"""Judging a login's code, on a real database: once, exactly, from data."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from activities.enrollments import EnrollmentChanges
from activities.login_endings import LoginEndings
from doorstep.db.pool import Pool
from doorstep.errors import UnsealError
from doorstep.messages.activities import EnrollmentEnding, LoginEnding
from doorstep.messages.flows import Outcome
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import EnrollmentStage, LoginStage
from login_code_fixture import NOW, LoginCodeFixture, login_code_fixture
from seeding import rows_of

_TEN = timedelta(minutes=10)


@pytest.fixture
async def bench(pool: Pool, ring: KeyRing) -> LoginCodeFixture:
    return await login_code_fixture(pool, ring)


async def test_repeat_of_a_right_attempt_gives_the_verdict_that_was_committed(
    bench: LoginCodeFixture,
) -> None:
    order = bench.order(bench.code())

    first = await bench.judge(order)
    again = await asyncio.gather(*(bench.judge(order) for _ in range(5)))
    later = await bench.judge(order.model_copy(update={"at": NOW + timedelta(hours=1)}))

    assert first.outcome is Outcome.accepted
    assert first.session_expires_at == NOW + timedelta(hours=24)
    assert [*again, later] == [first] * 6
    assert await bench.count("sessions") == 1
    assert await bench.count("events where kind = 'authn_login_success'") == 1


async def test_repeat_of_a_wrong_attempt_counts_once(bench: LoginCodeFixture) -> None:
    order = bench.order(bench.wrong())

    verdicts = await asyncio.gather(*(bench.judge(order) for _ in range(5)))

    assert {verdict.outcome for verdict in verdicts} == {Outcome.wrong_code}
    assert {verdict.attempts_left for verdict in verdicts} == {4}
    assert await bench.pool.fetchval("select sum(failures) from known_networks") == 1
    assert await bench.count("events where kind = 'authn_otp_fail'") == 1


async def test_refusal_is_no_verdict(bench: LoginCodeFixture) -> None:
    for _ in range(5):
        await bench.type(bench.wrong())
    later = NOW + timedelta(seconds=30)
    order = bench.order(bench.code())

    refused = await bench.judge(order)
    accepted = await bench.judge(order.model_copy(update={"at": later}))

    assert refused.outcome is Outcome.too_many_attempts
    assert refused.retry_at == later
    assert accepted.outcome is Outcome.accepted


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        (-2, Outcome.wrong_code),
        (-1, Outcome.accepted),
        (0, Outcome.accepted),
        (1, Outcome.accepted),
        (2, Outcome.wrong_code),
    ],
)
async def test_V3_window_is_one_step_to_either_side(
    bench: LoginCodeFixture, steps: int, outcome: Outcome
) -> None:
    verdict = await bench.type(bench.code(steps))

    assert verdict.outcome is outcome


async def test_V2_only_a_greater_step_is_accepted(
    pool: Pool, bench: LoginCodeFixture
) -> None:
    async with pool.acquire() as connection:
        rows = await rows_of(connection, bench.login.member_id, NOW)
        others = [
            LoginCodeFixture(pool, bench.ring, await rows.login(), bench.secret)
            for _ in "ab"
        ]

    first = await bench.type(bench.code())
    earlier = await others[0].type(bench.code(-1))
    greater = await others[1].type(bench.code(1))

    assert first.outcome is greater.outcome is Outcome.accepted
    assert earlier.outcome is Outcome.wrong_code
    assert await bench.count("events where kind = 'authn_otp_replay'") == 1


async def test_T1_waits_double_to_an_hour_and_a_hundred_disable(
    bench: LoginCodeFixture,
) -> None:
    at, waits = NOW, []
    await bench.pool.execute("update logins set expires_at = expires_at + '1 year'")

    for _ in range(100):
        await bench.type(bench.wrong(at), at)
        until = await bench.pool.fetchval("select blocked_until from known_networks")
        waits.append(int((until - at).total_seconds()) if until else 0)
        at = until or at
    disabled = await bench.type(bench.code(at=at), at)

    assert waits[:12] == [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600]
    assert waits[12:] == [3600] * 88
    assert disabled.outcome is Outcome.device_disabled
    assert await bench.count("notices") == 1
    assert await bench.count("events where kind = 'authn_device_disabled'") == 1


async def test_ended_and_expired_logins_accept_nothing(bench: LoginCodeFixture) -> None:
    late = bench.login.expires_at
    expired = await bench.type(bench.code(at=late), late)
    await bench.pool.execute("update members set disabled_at = now()")
    disabled = await bench.type(bench.code())
    await bench.pool.execute("update members set disabled_at = null")
    await bench.pool.execute("update logins set stage = 'cancelled', ended_at = now()")
    cancelled = await bench.type(bench.code())

    verdicts = (expired, disabled, cancelled)
    assert {verdict.outcome for verdict in verdicts} == {Outcome.flow_ended}
    assert await bench.count("sessions") == 0
    assert await bench.count("attempts") == 0


async def test_code_that_was_sealed_for_another_attempt_does_not_open(
    bench: LoginCodeFixture,
) -> None:
    order = bench.order(bench.code())
    moved = order.model_copy(update={"attempt_id": uuid4()})

    with pytest.raises(UnsealError):
        await bench.judge(moved)

    assert await bench.count("attempts") == 0
    assert await bench.pool.fetchval("select sum(failures) from known_networks") == 0


async def test_verdict_that_was_committed_beats_a_deadline(
    bench: LoginCodeFixture,
) -> None:
    await bench.type(bench.code())
    ending = LoginEnding(
        login_id=bench.login.id,
        member_id=bench.login.member_id,
        stage=LoginStage.expired,
        at=NOW + timedelta(minutes=10),
    )

    ended = await LoginEndings(bench.pool).end(ending)

    assert ended.stage is LoginStage.signed_in


async def test_ending_of_a_login_can_be_repeated(bench: LoginCodeFixture) -> None:
    ending = LoginEnding(
        login_id=bench.login.id,
        member_id=bench.login.member_id,
        stage=LoginStage.expired,
        at=NOW + timedelta(minutes=10),
    )
    cancelling = ending.model_copy(update={"stage": LoginStage.cancelled})

    ended = [
        await LoginEndings(bench.pool).end(order)
        for order in (ending, ending, cancelling)
    ]

    assert [each.stage for each in ended] == [LoginStage.expired] * 3
    assert await bench.count("events where kind = 'authn_login_ended'") == 1


async def test_set_up_whose_workflow_never_began_does_not_stand_in_the_way(
    bench: LoginCodeFixture,
) -> None:
    """Its rows were committed, and the answer to the login's workflow got lost."""
    await bench.open_set_up()

    verdict = await bench.type(bench.code())

    assert verdict.outcome is Outcome.accepted
    assert await bench.count("enrollments where stage = 'cancelled'") == 1


@pytest.mark.parametrize("stage", [EnrollmentStage.cancelled, EnrollmentStage.expired])
async def test_R2_abandoned_replacement_leaves_the_earlier_device(
    bench: LoginCodeFixture, stage: EnrollmentStage
) -> None:
    ending = EnrollmentEnding(
        enrollment_id=await bench.open_set_up(),
        member_id=bench.login.member_id,
        stage=stage,
        at=NOW,
    )

    await EnrollmentChanges(bench.pool, bench.ring).end(ending)

    assert (await bench.type(bench.code())).outcome is Outcome.accepted
