"""The rows of a setup, on a real database: opened, moved, bound, ended, each once."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from uuid_utils.compat import uuid7

from activities.enrollments import EnrollmentChanges
from activities.setup_codes import SetupCodes
from authenticator import code_at
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.messages.activities import (
    EnrollmentEnding,
    EnrollmentMove,
    NewEnrollment,
    NewEnrollmentVerdict,
    SetupCode,
    SetupCodeVerdict,
)
from doorstep.messages.flows import EnrollmentEnded, Outcome
from doorstep.rules import totp
from doorstep.rules.codes import TypedCode, seal_code
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.stages import EnrollmentStage, LoginStage
from doorstep.transactions.flow_facts import setup_facts
from left_notices import LeftNotices
from seeding import insert_device, new_member, rows_of

_NOW = datetime(2026, 3, 5, 12, 0, 0, tzinfo=UTC)
_TEN = timedelta(minutes=10)


@dataclass(frozen=True)
class Case:
    """One member with a login that may set up."""

    pool: Pool
    ring: KeyRing
    login: Login

    async def open(
        self, at: datetime = _NOW, attempt_id: UUID | None = None
    ) -> NewEnrollmentVerdict:
        return await EnrollmentChanges(self.pool, self.ring).open(
            NewEnrollment(
                attempt_id=attempt_id or uuid4(),
                member_id=self.login.member_id,
                flow_id=self.login.id,
                at=at,
                enrollment_id=uuid7(),
            )
        )

    async def opened(self) -> UUID:
        verdict = await self.open()
        assert verdict.enrollment_id is not None
        return verdict.enrollment_id

    async def move(self, enrollment_id: UUID, at: datetime = _NOW) -> None:
        await EnrollmentChanges(self.pool, self.ring).move(
            EnrollmentMove(
                enrollment_id=enrollment_id,
                member_id=self.login.member_id,
                stage=EnrollmentStage.connect_device,
                at=at,
            )
        )

    async def end(
        self, enrollment_id: UUID, stage: EnrollmentStage, at: datetime = _NOW
    ) -> EnrollmentEnded:
        return await EnrollmentChanges(self.pool, self.ring).end(
            EnrollmentEnding(
                enrollment_id=enrollment_id,
                member_id=self.login.member_id,
                stage=stage,
                at=at,
            )
        )

    async def type(
        self, enrollment_id: UUID, code: str, attempt_id: UUID, at: datetime = _NOW
    ) -> SetupCodeVerdict:
        sealed = seal_code(self.ring, TypedCode(code), enrollment_id, attempt_id)
        return await SetupCodes(self.pool, self.ring, LeftNotices()).judge(
            SetupCode(
                attempt_id=attempt_id,
                member_id=self.login.member_id,
                flow_id=enrollment_id,
                at=at,
                sealed=sealed,
            )
        )

    async def secret(self, enrollment_id: UUID) -> str:
        async with self.pool.acquire() as connection:
            setup = await setup_facts(connection, enrollment_id, _NOW)
        device = setup.pending
        assert device is not None
        plain = self.ring.open(Purpose.totp, device.sealed_secret, str(device.id))
        return totp.as_base32(plain)

    async def count(self, what: str) -> int:
        return int(await self.pool.fetchval(f"select count(*) from {what}"))

    async def stages(self) -> tuple[str, datetime]:
        row = await self.pool.fetchrow(
            "select stage, expires_at from logins where id = $1", self.login.id
        )
        assert row is not None
        return row["stage"], row["expires_at"]


async def _case(pool: Pool, ring: KeyRing, member_id: UUID) -> Case:
    async with pool.acquire() as connection:
        rows = await rows_of(connection, member_id, _NOW)
        return Case(pool, ring, await rows.login(LoginStage.setup_required))


@pytest.fixture
async def case(pool: Pool, ring: KeyRing) -> Case:
    return await _case(pool, ring, await new_member(pool, _NOW))


async def test_repeat_of_an_opening_returns_the_same_set_up(
    case: Case,
) -> None:
    attempt_id = uuid4()

    verdicts = await asyncio.gather(*(case.open(_NOW, attempt_id) for _ in range(4)))

    assert sorted(bool(verdict.repeated) for verdict in verdicts) == [
        False,
        *[True] * 3,
    ]
    assert (
        len({verdict.model_dump_json(exclude={"repeated"}) for verdict in verdicts})
        == 1
    )
    assert verdicts[0].expires_at == _NOW + timedelta(minutes=30)
    assert await case.stages() == ("setting_up", _NOW + timedelta(minutes=40))
    assert await case.count("enrollments") == 1
    assert await case.count("emails") == 1


async def test_leftover_set_up_is_ended_by_the_next(case: Case) -> None:
    left = await case.opened()
    await case.move(left)

    again = await case.open(_NOW + timedelta(minutes=1))

    assert again.outcome is Outcome.accepted
    row = await case.pool.fetchrow("select stage from enrollments where id = $1", left)
    assert row is not None
    assert row["stage"] == "cancelled"
    assert await case.count("devices where sealed_secret is not null") == 0
    assert await case.count("enrollments where ended_at is null") == 1


async def test_ended_login_opens_no_set_up(case: Case) -> None:
    expired = await case.open(_NOW + _TEN)
    await case.pool.execute("update members set disabled_at = now()")
    disabled = await case.open()

    assert expired.outcome is disabled.outcome is Outcome.flow_ended
    assert await case.count("enrollments") == 0


async def test_no_deadline_is_later_than_two_hours_after_the_start(
    case: Case,
) -> None:
    late = _NOW + timedelta(minutes=115)
    await case.pool.execute("update logins set expires_at = latest_expiry")

    verdict = await case.open(late)
    assert verdict.enrollment_id is not None
    ended = await case.end(
        verdict.enrollment_id, EnrollmentStage.cancelled, late + timedelta(minutes=1)
    )

    end = _NOW + timedelta(hours=2)
    assert verdict.expires_at == verdict.login_expires_at == end
    assert ended.login_expires_at == end


async def test_secret_is_generated_once_per_set_up(case: Case) -> None:
    enrollment_id = await case.opened()
    await case.move(enrollment_id)
    first = await case.secret(enrollment_id)

    await case.move(enrollment_id)

    assert await case.secret(enrollment_id) == first


async def test_W2_repeat_of_a_move_writes_no_second_event(case: Case) -> None:
    enrollment_id = await case.opened()

    await case.move(enrollment_id)
    await case.move(enrollment_id)

    moved = "events where kind = 'authn_enrollment_moved'"
    assert await case.count(moved) == 1


async def test_first_ending_is_kept(case: Case) -> None:
    enrollment_id = await case.opened()
    at = _NOW + timedelta(minutes=3)

    first = await case.end(enrollment_id, EnrollmentStage.expired, at)
    second = await case.end(enrollment_id, EnrollmentStage.cancelled, at + _TEN)

    assert first == second
    assert first.stage is EnrollmentStage.expired
    assert first.login_stage is LoginStage.setup_required
    assert await case.stages() == ("setup_required", at + _TEN)
    assert await case.count("events where kind = 'authn_enrollment_ended'") == 1


async def test_repeat_of_a_right_setup_code_binds_once(case: Case) -> None:
    enrollment_id, attempt_id = await case.opened(), uuid4()
    await case.move(enrollment_id)
    code = code_at(await case.secret(enrollment_id), _NOW)

    verdicts = [await case.type(enrollment_id, code, attempt_id) for _ in range(3)]

    assert sorted(bool(verdict.repeated) for verdict in verdicts) == [
        False,
        *[True] * 2,
    ]
    assert (
        len({verdict.model_dump_json(exclude={"repeated"}) for verdict in verdicts})
        == 1
    )
    ended = verdicts[0].ended
    assert ended is not None
    assert ended.stage is EnrollmentStage.enrolled
    assert await case.stages() == ("code_required", _NOW + _TEN)
    assert await case.count("notices where kind = 'device_added'") == 1
    last_step = await case.pool.fetchval("select last_step from devices")
    assert last_step == totp.time_step(_NOW)


async def test_repeat_of_a_wrong_setup_code_counts_once(case: Case) -> None:
    enrollment_id, attempt_id = await case.opened(), uuid4()
    await case.move(enrollment_id)

    verdicts = [await case.type(enrollment_id, "000000", attempt_id) for _ in "123"]
    others = [await case.type(enrollment_id, "000000", uuid4()) for _ in range(9)]
    after = await case.type(enrollment_id, "000000", uuid4())

    assert {verdict.attempts_left for verdict in verdicts} == {9}
    assert [verdict.attempts_left for verdict in others] == list(range(8, -1, -1))
    assert others[-1].ended is not None
    assert others[-1].ended.stage is EnrollmentStage.cancelled
    assert after.outcome is Outcome.flow_ended


async def test_expired_set_up_binds_nothing(case: Case) -> None:
    enrollment_id, late = await case.opened(), _NOW + timedelta(minutes=30)
    await case.move(enrollment_id)
    code = code_at(await case.secret(enrollment_id), late)

    verdict = await case.type(enrollment_id, code, uuid4(), late)

    assert verdict.outcome is Outcome.flow_ended
    assert await case.count("devices where status = 'active'") == 0


async def test_R1_R2_new_device_replaces_the_earlier_one_and_ends_sessions(
    pool: Pool, ring: KeyRing
) -> None:
    member_id = await new_member(pool, _NOW)
    await insert_device(pool, ring, member_id, _NOW - timedelta(days=1))
    winner, loser = [await _case(pool, ring, member_id) for _ in "ab"]
    won, lost = await winner.opened(), await loser.opened()
    await winner.move(won)
    await loser.move(lost)
    code = code_at(await loser.secret(lost), _NOW)

    verdict = await winner.type(won, code_at(await winner.secret(won), _NOW), uuid4())
    late = await loser.type(lost, code, uuid4())

    assert verdict.superseded == (lost,)
    assert verdict.notice is not None
    assert verdict.notice.kind == "device_replaced"
    assert late.outcome is Outcome.flow_ended
    rows = await pool.fetch(
        "select status, sealed_secret is null as erased from devices order by id"
    )
    assert sorted((row["status"], row["erased"]) for row in rows) == [
        ("abandoned", True),
        ("active", False),
        ("replaced", True),
    ]
