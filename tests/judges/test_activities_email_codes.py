"""Emailed codes, on a real database: resent and judged."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from activities.email_codes import EmailCodes
from doorstep.db.emails import Emails
from doorstep.db.enrollments import Enrollment
from doorstep.db.pool import Pool
from doorstep.messages.activities import (
    EmailCode,
    EmailRequest,
    EmailRequestVerdict,
    Verdict,
)
from doorstep.messages.flows import Outcome
from doorstep.rules.codes import TypedCode, email_code, seal_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import LoginStage
from seeding import new_member, rows_of

_NOW = datetime(2026, 3, 5, 12, 0, 0, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Case:
    """A setup whose first mail was asked for at noon."""

    pool: Pool
    ring: KeyRing
    enrollment: Enrollment

    async def request(
        self, at: datetime, attempt_id: UUID | None = None
    ) -> EmailRequestVerdict:
        return await EmailCodes(self.pool, self.ring).request(
            EmailRequest(
                attempt_id=attempt_id or uuid4(),
                member_id=self.enrollment.member_id,
                flow_id=self.enrollment.id,
                at=at,
            )
        )

    async def type(
        self, code: str, at: datetime = _NOW, attempt_id: UUID | None = None
    ) -> Verdict:
        attempt_id = attempt_id or uuid4()
        sealed = seal_code(self.ring, TypedCode(code), self.enrollment.id, attempt_id)
        return await EmailCodes(self.pool, self.ring).judge(
            EmailCode(
                attempt_id=attempt_id,
                member_id=self.enrollment.member_id,
                flow_id=self.enrollment.id,
                at=at,
                sealed=sealed,
            )
        )

    def code(self, number: int = 1) -> str:
        return email_code(self.ring, self.ring.newest, self.enrollment.id, number)

    def wrong(self) -> str:
        right = {self.code(number) for number in range(1, 9)}
        return next(code for code in ("000000", "111111") if code not in right)

    async def accepted(self, at: datetime, number: int = 1) -> None:
        async with self.pool.acquire() as connection:
            await Emails(connection).note_accepted(self.enrollment.id, number, at)


@pytest.fixture
async def case(pool: Pool, ring: KeyRing) -> Case:
    member_id = await new_member(pool, _NOW)
    async with pool.acquire() as connection:
        rows = await rows_of(connection, member_id, _NOW)
        enrollment = await rows.enrollment(await rows.login(LoginStage.setting_up))
        await rows.email(enrollment, ring)
    return Case(pool, ring, enrollment)


async def test_repeat_of_a_request_returns_the_same_number(
    case: Case,
) -> None:
    attempt_id, at = uuid4(), _NOW + _MINUTE

    verdicts = await asyncio.gather(*(case.request(at, attempt_id) for _ in range(4)))
    another = await case.request(at)

    assert {verdict.number for verdict in verdicts} == {2}
    assert another.outcome is Outcome.resend_too_soon
    assert another.retry_at == at + _MINUTE
    assert await case.pool.fetchval("select count(*) from emails") == 2
    abandoned = "select abandoned_at from emails where number = 1"
    assert await case.pool.fetchval(abandoned) == at


async def test_E4_sixth_mail_of_an_hour_waits_for_the_first_to_be_an_hour_old(
    case: Case,
) -> None:
    await case.pool.execute("update enrollments set expires_at = expires_at + '1 day'")

    within = [await case.request(_NOW + minute * _MINUTE) for minute in (1, 2, 3, 4)]
    sixth = await case.request(_NOW + 5 * _MINUTE)
    later = await case.request(_NOW + 60 * _MINUTE)

    assert {verdict.outcome for verdict in within} == {Outcome.accepted}
    assert sixth.outcome is Outcome.too_many_emails
    assert sixth.retry_at == _NOW + 60 * _MINUTE
    assert later.outcome is Outcome.accepted


async def test_repeat_of_a_typed_code_gives_the_same_verdict(case: Case) -> None:
    wrong_id, right_id = uuid4(), uuid4()

    wrong = [await case.type(case.wrong(), attempt_id=wrong_id) for _ in range(3)]
    right = [await case.type(case.code(), attempt_id=right_id) for _ in range(3)]

    assert {(each.outcome, each.attempts_left) for each in wrong} == {
        (Outcome.wrong_code, 4)
    }
    assert {each.outcome for each in right} == {Outcome.accepted}
    assert (await case.type(case.code())).outcome is Outcome.wrong_stage


@pytest.mark.parametrize(
    ("accepted_after", "typed_after", "outcome"),
    [
        (None, timedelta(0), Outcome.accepted),
        (None, 10 * _MINUTE - timedelta(seconds=1), Outcome.accepted),
        (None, 10 * _MINUTE, Outcome.wrong_code),
        (3 * _MINUTE, 13 * _MINUTE - timedelta(seconds=1), Outcome.accepted),
        (3 * _MINUTE, 13 * _MINUTE, Outcome.wrong_code),
    ],
)
async def test_E1_code_is_valid_for_ten_minutes_from_acceptance(
    case: Case,
    accepted_after: timedelta | None,
    typed_after: timedelta,
    outcome: Outcome,
) -> None:
    if accepted_after is not None:
        await case.accepted(_NOW + accepted_after)
        await case.accepted(_NOW + accepted_after + _MINUTE)  # the first record counts

    verdict = await case.type(case.code(), _NOW + typed_after)

    assert verdict.outcome is outcome


async def test_E2_superseded_code_is_a_wrong_one(case: Case) -> None:
    await case.request(_NOW + _MINUTE)

    old = await case.type(case.code(1), _NOW + _MINUTE)
    new = await case.type(case.code(2), _NOW + _MINUTE)

    assert (old.outcome, old.attempts_left) == (Outcome.wrong_code, 4)
    assert new.outcome is Outcome.accepted


async def test_E2_a_resend_does_not_reset_the_tries_of_a_day(case: Case) -> None:
    await case.pool.execute("update enrollments set expires_at = expires_at + '2 day'")
    left = []
    for hour in range(5):
        at = _NOW + timedelta(hours=hour)
        if hour:
            await case.request(at)
        left.append(
            [(await case.type(case.wrong(), at)).attempts_left for _ in "12345"]
        )

    refused = await case.type(case.code(5), _NOW + timedelta(hours=5))
    next_day = _NOW + timedelta(hours=24)
    await case.request(next_day)
    accepted = await case.type(case.code(6), next_day)

    assert left == [[4, 3, 2, 1, 0]] * 4 + [[None] * 5]
    assert refused.outcome is Outcome.too_many_attempts
    assert refused.retry_at == next_day
    assert accepted.outcome is Outcome.accepted


async def test_E3_burned_code_is_refused_by_the_judge_itself(case: Case) -> None:
    wrong = [await case.type(case.wrong()) for _ in range(5)]

    right = await case.type(case.code())

    assert [verdict.attempts_left for verdict in wrong] == [4, 3, 2, 1, 0]
    assert right.outcome is Outcome.too_many_attempts
    assert right.retry_at == _NOW + _MINUTE


async def test_expired_set_up_judges_and_sends_nothing(case: Case) -> None:
    late = case.enrollment.expires_at

    asked = await case.request(late)
    typed = await case.type(case.code(), late)

    assert asked.outcome is typed.outcome is Outcome.flow_ended
    assert await case.pool.fetchval("select count(*) from emails") == 1
