"""Judging login codes, on a real database: once each, and exactly."""

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
async def case(pool: Pool, ring: KeyRing) -> LoginCodeFixture:
    return await login_code_fixture(pool, ring)


async def test_repeat_of_a_right_attempt_returns_the_committed_verdict(
    case: LoginCodeFixture,
) -> None:
    order = case.order(case.code())

    first = await case.judge(order)
    again = await asyncio.gather(*(case.judge(order) for _ in range(5)))
    later = await case.judge(order.model_copy(update={"at": NOW + timedelta(hours=1)}))

    assert first.outcome is Outcome.accepted
    assert first.session_expires_at == NOW + timedelta(hours=24)
    told_again = first.model_copy(update={"repeated": True})
    assert [*again, later] == [told_again] * 6
    assert await case.count("sessions") == 1
    assert await case.count("events where kind = 'authn_login_success'") == 1


async def test_repeat_of_a_wrong_attempt_counts_once(case: LoginCodeFixture) -> None:
    order = case.order(case.wrong())

    verdicts = await asyncio.gather(*(case.judge(order) for _ in range(5)))

    assert {verdict.outcome for verdict in verdicts} == {Outcome.wrong_code}
    assert {verdict.attempts_left for verdict in verdicts} == {4}
    assert await case.pool.fetchval("select sum(failures) from known_networks") == 1
    assert await case.count("events where kind = 'authn_otp_fail'") == 1


async def test_refusals_are_not_recorded_as_verdicts(case: LoginCodeFixture) -> None:
    for _ in range(5):
        await case.type(case.wrong())
    later = NOW + timedelta(seconds=30)
    order = case.order(case.code())

    refused = await case.judge(order)
    accepted = await case.judge(order.model_copy(update={"at": later}))

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
async def test_V3_window_is_one_step_on_each_side(
    case: LoginCodeFixture, steps: int, outcome: Outcome
) -> None:
    verdict = await case.type(case.code(steps))

    assert verdict.outcome is outcome


async def test_V2_only_a_greater_step_is_accepted(
    pool: Pool, case: LoginCodeFixture
) -> None:
    async with pool.acquire() as connection:
        rows = await rows_of(connection, case.login.member_id, NOW)
        others = [
            LoginCodeFixture(pool, case.ring, await rows.login(), case.secret)
            for _ in "ab"
        ]

    first = await case.type(case.code())
    earlier = await others[0].type(case.code(-1))
    greater = await others[1].type(case.code(1))

    assert first.outcome is greater.outcome is Outcome.accepted
    assert earlier.outcome is Outcome.wrong_code
    assert await case.count("events where kind = 'authn_otp_replay'") == 1


async def test_V5_code_used_last_costs_no_try_once_where_its_owner_signs_in(
    case: LoginCodeFixture,
) -> None:
    await case.sign_in(NOW)
    other = await case.another_login()

    free = await other.type(case.code())
    again = await other.type(case.code())
    wrong = await other.guess()

    left = {"attempts_left": 5, "free": True}
    assert free == again.model_copy(update=left)
    assert (again.attempts_left, wrong.attempts_left) == (4, 3)
    assert wrong == again.model_copy(update={"attempts_left": 3})
    assert await case.count("events where kind = 'authn_otp_replay'") == 2


async def test_V5_free_try_comes_with_a_right_code_and_waits_for_nobody(
    case: LoginCodeFixture,
) -> None:
    """Of the steps before the last one none is free, and none between two waits."""
    later = NOW + timedelta(seconds=30)
    await case.sign_in(NOW)
    await case.sign_in(later)
    other = await case.another_login(later)

    earlier = await other.type(case.code(), later)
    latest = await other.type(case.code(at=later), later)
    for _ in range(4):
        spent = await other.guess(later)

    assert (earlier.attempts_left, latest.attempts_left) == (4, 4)
    assert spent.outcome is Outcome.wrong_code
    assert spent.retry_at == later + timedelta(seconds=30)


async def test_V4_thirty_replays_at_once_have_one_free_try(
    case: LoginCodeFixture,
) -> None:
    await case.sign_in(NOW)
    other = await case.another_login()

    verdicts = await asyncio.gather(*(other.type(case.code()) for _ in range(30)))

    judged = [each for each in verdicts if each.outcome is Outcome.wrong_code]
    assert sum(each.free for each in judged) == 1
    assert len(judged) == 6


async def test_W2_repeat_of_a_free_try_returns_the_committed_verdict(
    case: LoginCodeFixture,
) -> None:
    await case.sign_in(NOW)
    order = (await case.another_login()).order(case.code())

    first, again = await case.judge(order), await case.judge(order)

    assert first.free
    assert again == first.model_copy(update={"repeated": True})
    assert await case.pool.fetchval("select sum(failures) from known_networks") == 0


async def test_T1_waits_double_to_an_hour_and_the_hundredth_disables(
    case: LoginCodeFixture,
) -> None:
    at, waits = NOW, []
    await case.pool.execute("update logins set expires_at = expires_at + '1 year'")

    for _ in range(100):
        await case.type(case.wrong(at), at)
        until = await case.pool.fetchval("select blocked_until from known_networks")
        waits.append(int((until - at).total_seconds()) if until else 0)
        at = until or at
    disabled = await case.type(case.code(at=at), at)

    assert waits[:12] == [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600]
    assert waits[12:] == [3600] * 88
    assert disabled.outcome is Outcome.device_disabled
    assert await case.count("notices") == 1
    assert await case.count("events where kind = 'authn_device_disabled'") == 1


async def test_ended_and_expired_logins_accept_nothing(case: LoginCodeFixture) -> None:
    late = case.login.expires_at
    expired = await case.type(case.code(at=late), late)
    await case.pool.execute("update members set disabled_at = now()")
    disabled = await case.type(case.code())
    await case.pool.execute("update members set disabled_at = null")
    await case.pool.execute("update logins set stage = 'cancelled', ended_at = now()")
    cancelled = await case.type(case.code())

    verdicts = (expired, disabled, cancelled)
    assert {verdict.outcome for verdict in verdicts} == {Outcome.flow_ended}
    assert await case.count("sessions") == 0
    assert await case.count("attempts") == 0


async def test_code_sealed_for_another_attempt_does_not_open(
    case: LoginCodeFixture,
) -> None:
    order = case.order(case.code())
    moved = order.model_copy(update={"attempt_id": uuid4()})

    with pytest.raises(UnsealError):
        await case.judge(moved)

    assert await case.count("attempts") == 0
    assert await case.pool.fetchval("select sum(failures) from known_networks") == 0


async def test_committed_verdict_wins_over_a_deadline(
    case: LoginCodeFixture,
) -> None:
    await case.type(case.code())
    ending = LoginEnding(
        login_id=case.login.id,
        member_id=case.login.member_id,
        stage=LoginStage.expired,
        at=NOW + timedelta(minutes=10),
    )

    ended = await LoginEndings(case.pool).end(ending)

    assert ended.stage is LoginStage.signed_in


async def test_ending_of_a_login_can_be_repeated(case: LoginCodeFixture) -> None:
    ending = LoginEnding(
        login_id=case.login.id,
        member_id=case.login.member_id,
        stage=LoginStage.expired,
        at=NOW + timedelta(minutes=10),
    )
    cancelling = ending.model_copy(update={"stage": LoginStage.cancelled})

    ended = [
        await LoginEndings(case.pool).end(order)
        for order in (ending, ending, cancelling)
    ]

    assert [each.stage for each in ended] == [LoginStage.expired] * 3
    assert await case.count("events where kind = 'authn_login_ended'") == 1


async def test_set_up_whose_workflow_never_started_does_not_block_the_login(
    case: LoginCodeFixture,
) -> None:
    """Its rows were committed, and the result did not reach the login's workflow."""
    await case.open_set_up()

    verdict = await case.type(case.code())

    assert verdict.outcome is Outcome.accepted
    assert await case.count("enrollments where stage = 'cancelled'") == 1


@pytest.mark.parametrize("stage", [EnrollmentStage.cancelled, EnrollmentStage.expired])
async def test_R2_abandoned_replacement_leaves_the_earlier_device(
    case: LoginCodeFixture, stage: EnrollmentStage
) -> None:
    ending = EnrollmentEnding(
        enrollment_id=await case.open_set_up(),
        member_id=case.login.member_id,
        stage=stage,
        at=NOW,
    )

    await EnrollmentChanges(case.pool, case.ring).end(ending)

    assert (await case.type(case.code())).outcome is Outcome.accepted
