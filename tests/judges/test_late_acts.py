"""Acts on a login that come too late, or for a member who may no longer sign in."""

from datetime import timedelta
from uuid import uuid4

import pytest

from activities.enrollments import EnrollmentChanges
from doorstep.db.pool import Pool
from doorstep.messages.activities import NewEnrollment
from doorstep.messages.flows import Outcome
from doorstep.rules.seal import KeyRing
from doorstep.rules.tokens import new_token, token_hash
from doorstep.transactions.endings import expire_login, withdraw_login
from doorstep.transactions.sign_in import NewSession, sign_in_by_password
from login_code_fixture import IDLE, NOW, LoginCodeFixture, login_code_fixture
from seeding import HOME

_ENDED = "events where kind = 'authn_login_ended'"


@pytest.fixture
async def case(pool: Pool, ring: KeyRing) -> LoginCodeFixture:
    return await login_code_fixture(pool, ring)


async def test_login_is_withdrawn_once(case: LoginCodeFixture) -> None:
    for _ in range(2):
        await withdraw_login(case.pool, case.login, NOW)

    assert await case.count(_ENDED) == 1


async def test_login_expires_at_its_deadline_and_not_before(
    case: LoginCodeFixture,
) -> None:
    deadline = case.login.expires_at

    await expire_login(case.pool, case.login, deadline - timedelta(seconds=1))
    before = await case.count(_ENDED)
    for _ in range(2):
        await expire_login(case.pool, case.login, deadline)

    assert (before, await case.count(_ENDED)) == (0, 1)


async def test_no_session_opens_for_a_disabled_member_or_an_ended_login(
    case: LoginCodeFixture,
) -> None:
    new = NewSession(("pwd",), token_hash(new_token()), HOME, "test")
    other = await case.another_login()

    await case.pool.execute("update members set disabled_at = $1", NOW)
    disabled = await sign_in_by_password(case.pool, case.login, new, NOW, IDLE)
    await case.pool.execute("update members set disabled_at = null")
    await withdraw_login(case.pool, other.login, NOW)
    ended = await sign_in_by_password(case.pool, other.login, new, NOW, IDLE)

    assert disabled is ended is None
    assert await case.count("sessions") == 0


async def test_code_without_a_device_is_no_try(case: LoginCodeFixture) -> None:
    await case.pool.execute("update devices set status = 'reset', sealed_secret = null")

    verdict = await case.type(case.code())

    assert verdict.outcome is Outcome.wrong_stage
    assert await case.count("events where kind = 'authn_otp_fail'") == 0


async def test_set_up_begins_in_no_login_that_is_over(case: LoginCodeFixture) -> None:
    order = NewEnrollment(
        attempt_id=uuid4(),
        member_id=case.login.member_id,
        flow_id=case.login.id,
        at=case.login.expires_at,
        enrollment_id=uuid4(),
    )

    verdict = await EnrollmentChanges(case.pool, case.ring).open(order)

    assert verdict.outcome is Outcome.flow_ended
    assert await case.count("enrollments where ended_at is null") == 0
