"""A set-up's rows, on a real database: opened, moved, bound, ended, each once."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from uuid_utils.compat import uuid7

from activities.enrollments import EnrollmentChanges
from activities.setup_codes import SetupCodes
from authenticator import code_at
from doorstep.db.devices import Devices
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
from seeding import insert_device, new_member, rows_of

_NOW = datetime(2026, 3, 5, 12, 0, 0, tzinfo=UTC)
_TEN = timedelta(minutes=10)


@dataclass(frozen=True)
class Bench:
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
        return await SetupCodes(self.pool, self.ring).judge(
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
            device = await Devices(connection).pending(enrollment_id)
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


async def _bench(pool: Pool, ring: KeyRing, member_id: UUID) -> Bench:
    async with pool.acquire() as connection:
        rows = await rows_of(connection, member_id, _NOW)
        return Bench(pool, ring, await rows.login(LoginStage.setup_required))


@pytest.fixture
async def bench(pool: Pool, ring: KeyRing) -> Bench:
    return await _bench(pool, ring, await new_member(pool, _NOW))


async def test_repeat_of_an_opening_gives_the_set_up_that_was_opened(
    bench: Bench,
) -> None:
    attempt_id = uuid4()

    verdicts = await asyncio.gather(*(bench.open(_NOW, attempt_id) for _ in range(4)))

    assert [verdict == verdicts[0] for verdict in verdicts] == [True] * 4
    assert verdicts[0].expires_at == _NOW + timedelta(minutes=30)
    assert await bench.stages() == ("setting_up", _NOW + timedelta(minutes=40))
    assert await bench.count("enrollments") == 1
    assert await bench.count("emails") == 1


async def test_set_up_that_was_left_over_is_ended_by_the_next(bench: Bench) -> None:
    left = await bench.opened()
    await bench.move(left)

    again = await bench.open(_NOW + timedelta(minutes=1))

    assert again.outcome is Outcome.accepted
    row = await bench.pool.fetchrow("select stage from enrollments where id = $1", left)
    assert row is not None
    assert row["stage"] == "cancelled"
    assert await bench.count("devices where sealed_secret is not null") == 0
    assert await bench.count("enrollments where ended_at is null") == 1


async def test_login_that_is_over_opens_no_set_up(bench: Bench) -> None:
    expired = await bench.open(_NOW + _TEN)
    await bench.pool.execute("update members set disabled_at = now()")
    disabled = await bench.open()

    assert expired.outcome is disabled.outcome is Outcome.flow_ended
    assert await bench.count("enrollments") == 0


async def test_no_deadline_is_later_than_two_hours_after_the_start(
    bench: Bench,
) -> None:
    late = _NOW + timedelta(minutes=115)
    await bench.pool.execute("update logins set expires_at = latest_expiry")

    verdict = await bench.open(late)
    assert verdict.enrollment_id is not None
    ended = await bench.end(
        verdict.enrollment_id, EnrollmentStage.cancelled, late + timedelta(minutes=1)
    )

    end = _NOW + timedelta(hours=2)
    assert verdict.expires_at == verdict.login_expires_at == end
    assert ended.login_expires_at == end


async def test_secret_is_made_once_for_a_set_up(bench: Bench) -> None:
    enrollment_id = await bench.opened()
    await bench.move(enrollment_id)
    first = await bench.secret(enrollment_id)

    await bench.move(enrollment_id)

    assert await bench.secret(enrollment_id) == first


async def test_W2_repeat_of_a_move_writes_no_second_event(bench: Bench) -> None:
    enrollment_id = await bench.opened()

    await bench.move(enrollment_id)
    await bench.move(enrollment_id)

    moved = "events where kind = 'authn_enrollment_moved'"
    assert await bench.count(moved) == 1


async def test_first_ending_stands(bench: Bench) -> None:
    enrollment_id = await bench.opened()
    at = _NOW + timedelta(minutes=3)

    first = await bench.end(enrollment_id, EnrollmentStage.expired, at)
    second = await bench.end(enrollment_id, EnrollmentStage.cancelled, at + _TEN)

    assert first == second
    assert first.stage is EnrollmentStage.expired
    assert first.login_stage is LoginStage.setup_required
    assert await bench.stages() == ("setup_required", at + _TEN)
    assert await bench.count("events where kind = 'authn_enrollment_ended'") == 1


async def test_repeat_of_a_right_setup_code_binds_once(bench: Bench) -> None:
    enrollment_id, attempt_id = await bench.opened(), uuid4()
    await bench.move(enrollment_id)
    code = code_at(await bench.secret(enrollment_id), _NOW)

    verdicts = [await bench.type(enrollment_id, code, attempt_id) for _ in range(3)]

    assert [verdict == verdicts[0] for verdict in verdicts] == [True] * 3
    ended = verdicts[0].ended
    assert ended is not None
    assert ended.stage is EnrollmentStage.enrolled
    assert await bench.stages() == ("code_required", _NOW + _TEN)
    assert await bench.count("notices where kind = 'device_added'") == 1
    last_step = await bench.pool.fetchval("select last_step from devices")
    assert last_step == totp.time_step(_NOW)


async def test_repeat_of_a_wrong_setup_code_counts_once(bench: Bench) -> None:
    enrollment_id, attempt_id = await bench.opened(), uuid4()
    await bench.move(enrollment_id)

    verdicts = [await bench.type(enrollment_id, "000000", attempt_id) for _ in "123"]
    others = [await bench.type(enrollment_id, "000000", uuid4()) for _ in range(9)]
    after = await bench.type(enrollment_id, "000000", uuid4())

    assert {verdict.attempts_left for verdict in verdicts} == {9}
    assert [verdict.attempts_left for verdict in others] == list(range(8, -1, -1))
    assert others[-1].ended is not None
    assert others[-1].ended.stage is EnrollmentStage.cancelled
    assert after.outcome is Outcome.flow_ended


async def test_set_up_past_its_end_binds_nothing(bench: Bench) -> None:
    enrollment_id, late = await bench.opened(), _NOW + timedelta(minutes=30)
    await bench.move(enrollment_id)
    code = code_at(await bench.secret(enrollment_id), late)

    verdict = await bench.type(enrollment_id, code, uuid4(), late)

    assert verdict.outcome is Outcome.flow_ended
    assert await bench.count("devices where status = 'active'") == 0


async def test_R1_R2_new_device_takes_the_place_of_everything_before(
    pool: Pool, ring: KeyRing
) -> None:
    member_id = await new_member(pool, _NOW)
    await insert_device(pool, ring, member_id, _NOW - timedelta(days=1))
    winner, loser = [await _bench(pool, ring, member_id) for _ in "ab"]
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
