"""What the mailbox alone may not do: the judge of a setup, after a reset password."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from uuid_utils.compat import uuid7

from activities.enrollments import EnrollmentChanges
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.messages.activities import NewEnrollment
from doorstep.messages.flows import Outcome
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import LoginStage
from seeding import insert_device, new_member, rows_of

_NOW = datetime(2026, 3, 5, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("has_device", [True, False])
async def test_PW2_a_reset_password_sets_up_a_first_device_only(
    pool: Pool, ring: KeyRing, *, has_device: bool
) -> None:
    """Also where the login was begun before the reset, so that no row refused it."""
    member_id = await new_member(pool, _NOW)
    if has_device:
        await insert_device(pool, ring, member_id, _NOW - timedelta(days=1))
    async with pool.acquire() as connection:
        rows = await rows_of(connection, member_id, _NOW)
        login = await rows.login(LoginStage.setup_required)
        await Members(connection).set_password(member_id, "hash", recovered_at=_NOW)

    verdict = await EnrollmentChanges(pool, ring).open(
        NewEnrollment(
            attempt_id=uuid4(),
            member_id=member_id,
            flow_id=login.id,
            at=_NOW,
            enrollment_id=uuid7(),
        )
    )

    wanted = Outcome.approval_needed if has_device else Outcome.accepted
    assert verdict.outcome is wanted
