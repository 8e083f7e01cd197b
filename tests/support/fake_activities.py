"""Activities that record their calls, in place of database and mail.

A sealed code is `RIGHT` or wrong. One class for each group of activities, under the
names that the workflows call.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from temporalio import activity
from temporalio.exceptions import ApplicationError

from doorstep.messages.activities import (
    EmailCode,
    EmailDelivery,
    EmailRequest,
    EmailRequestVerdict,
    EmailSent,
    EnrollmentEnding,
    EnrollmentMove,
    LoginCode,
    LoginCodeVerdict,
    LoginEnding,
    NewEnrollment,
    NewEnrollmentVerdict,
    SetupCode,
    SetupCodeVerdict,
    Verdict,
)
from doorstep.messages.flows import EnrollmentEnded, LoginEnded, NoticeStart, Outcome
from doorstep.rules.policy import LoginPolicy
from doorstep.rules.stages import EnrollmentStage, LoginStage
from fake_logouts import FakeLogouts

RIGHT, WRONG = "right", "wrong"
LIMITS = LoginPolicy()
_A_MOMENT = 0.01


@dataclass
class Facts:
    """The rows: how flows ended, and the stage that a login returns to."""

    home: LoginStage = LoginStage.setup_required
    latest: datetime | None = None
    logins: dict[UUID, LoginStage] = field(default_factory=dict)
    setups: dict[UUID, EnrollmentEnded] = field(default_factory=dict)

    def end_setup(
        self,
        enrollment_id: UUID,
        stage: EnrollmentStage,
        at: datetime,
        lifetime: timedelta,
    ) -> EnrollmentEnded:
        enrolled = stage is EnrollmentStage.enrolled
        ended = EnrollmentEnded(
            enrollment_id=enrollment_id,
            stage=stage,
            login_stage=LoginStage.code_required if enrolled else self.home,
            login_expires_at=self.at_most(at + lifetime),
        )
        return self.setups.setdefault(enrollment_id, ended)

    def at_most(self, deadline: datetime) -> datetime:
        return min(deadline, self.latest or deadline)


class FakeLoginCodes:
    """Reads the tries, waits a moment, then writes them: a race would be visible."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.tries = 5
        self.notice: NoticeStart | None = None
        self.verdicts: dict[UUID, LoginCodeVerdict] = {}

    @activity.defn(name="judge_login_code")
    async def judge(self, order: LoginCode) -> LoginCodeVerdict:
        tries = self.tries
        await asyncio.sleep(_A_MOMENT)
        if tries == 0:
            return LoginCodeVerdict(outcome=Outcome.too_many_attempts)
        if order.attempt_id not in self.verdicts:
            self.verdicts[order.attempt_id] = self._verdict(order, tries)
        return self.verdicts[order.attempt_id]

    def _verdict(self, order: LoginCode, tries: int) -> LoginCodeVerdict:
        if order.sealed == RIGHT:
            self._facts.logins[order.flow_id] = LoginStage.signed_in
            ends = order.at + LIMITS.session_lifetime
            return LoginCodeVerdict(
                outcome=Outcome.accepted, leaves_timer=True, session_expires_at=ends
            )
        self.tries = tries - 1
        return LoginCodeVerdict(
            outcome=Outcome.wrong_code, attempts_left=self.tries, notice=self.notice
        )


class FakeLoginEndings:
    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @activity.defn(name="end_login")
    async def end(self, order: LoginEnding) -> LoginEnded:
        stage = self._facts.logins.setdefault(order.login_id, order.stage)
        return LoginEnded(stage=stage)


class FakeSetups:
    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.outcome = Outcome.accepted
        self.opened: dict[UUID, NewEnrollmentVerdict] = {}
        self.moved: list[EnrollmentStage] = []

    @activity.defn(name="open_enrollment")
    async def open(self, order: NewEnrollment) -> NewEnrollmentVerdict:
        if self.outcome is not Outcome.accepted:
            return NewEnrollmentVerdict(outcome=self.outcome)
        if order.attempt_id not in self.opened:
            ends = self._facts.at_most(order.at + LIMITS.enrollment.lifetime)
            self.opened[order.attempt_id] = NewEnrollmentVerdict(
                outcome=Outcome.accepted,
                fewer_commands=True,
                leaves_timer=True,
                enrollment_id=order.enrollment_id,
                expires_at=ends,
                login_expires_at=self._facts.at_most(ends + LIMITS.lifetime),
            )
        return self.opened[order.attempt_id]

    @activity.defn(name="move_enrollment")
    async def move(self, order: EnrollmentMove) -> None:
        self.moved.append(order.stage)

    @activity.defn(name="end_enrollment")
    async def end(self, order: EnrollmentEnding) -> EnrollmentEnded:
        return self._facts.end_setup(
            order.enrollment_id, order.stage, order.at, LIMITS.lifetime
        )


class FakeEmailCodes:
    def __init__(self) -> None:
        self.outcome = Outcome.accepted
        self.tries = 5
        self.number = 1

    @activity.defn(name="request_email")
    async def request(self, order: EmailRequest) -> EmailRequestVerdict:
        if self.outcome is not Outcome.accepted:
            again = order.at + LIMITS.enrollment.resend_cooldown
            return EmailRequestVerdict(outcome=self.outcome, retry_at=again)
        self.number += 1
        return EmailRequestVerdict(outcome=Outcome.accepted, number=self.number)

    @activity.defn(name="judge_email_code")
    async def judge(self, order: EmailCode) -> Verdict:
        tries = self.tries
        await asyncio.sleep(_A_MOMENT)
        if tries == 0:
            return Verdict(outcome=Outcome.too_many_attempts)
        if order.sealed == RIGHT:
            return Verdict(outcome=Outcome.accepted)
        self.tries = tries - 1
        return Verdict(outcome=Outcome.wrong_code, attempts_left=self.tries)


class FakeSetupCodes:
    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.tries = 10
        self.superseded: tuple[UUID, ...] = ()
        self.notice: NoticeStart | None = None

    @activity.defn(name="judge_setup_code")
    async def judge(self, order: SetupCode) -> SetupCodeVerdict:
        if order.sealed == RIGHT:
            return SetupCodeVerdict(
                outcome=Outcome.accepted,
                fewer_commands=True,
                leaves_timer=True,
                ended=self._end(order, EnrollmentStage.enrolled),
                superseded=self.superseded,
                notice=self.notice,
            )
        self.tries -= 1
        spent = self.tries == 0
        return SetupCodeVerdict(
            outcome=Outcome.wrong_code,
            fewer_commands=True,
            leaves_timer=True,
            attempts_left=self.tries,
            ended=self._end(order, EnrollmentStage.cancelled) if spent else None,
        )

    def _end(self, order: SetupCode, stage: EnrollmentStage) -> EnrollmentEnded:
        return self._facts.end_setup(order.flow_id, stage, order.at, LIMITS.lifetime)


class FakeMails:
    """Accepts mail, or fails with `fault`; those in `stuck` never end."""

    def __init__(self) -> None:
        self.fault: str | None = None
        self.for_good = False
        self.stuck: set[int] = set()
        self.tried: list[int] = []
        self.sent: list[int] = []
        self.abandoned: list[int] = []
        self.notices: list[str] = []
        self.notice_tries = 0

    @activity.defn(name="send_verification_email")
    async def send_code(self, order: EmailDelivery) -> EmailSent:
        _turn_away_late()
        self.tried.append(order.number)
        self._fail()
        try:
            while order.number in self.stuck:
                activity.heartbeat()
                await asyncio.sleep(_A_MOMENT)
        except asyncio.CancelledError:
            self.abandoned.append(order.number)
            raise
        self.sent.append(order.number)
        at = activity.info().started_time
        lives = LIMITS.enrollment.email_code_lifetime
        return EmailSent(at=at, code_ends_at=at + lives)

    @activity.defn(name="send_notice")
    async def send_notice(self, start: NoticeStart) -> None:
        self.notice_tries += 1
        self._fail()
        self.notices.append(start.kind)

    def _fail(self) -> None:
        if self.fault is not None:
            raise ApplicationError(self.fault, non_retryable=self.for_good)


def _turn_away_late() -> None:
    info = activity.info()
    lives = LIMITS.enrollment.email_code_lifetime
    if info.started_time - info.scheduled_time >= lives:
        raise ApplicationError("expired", type="expired", non_retryable=True)


class FakeNoticeStarts:
    def __init__(self) -> None:
        self.started: list[NoticeStart] = []

    @activity.defn(name="start_notice")
    async def start(self, notice: NoticeStart) -> None:
        self.started.append(notice)


class Fakes:
    """All fake activities, on the same facts."""

    def __init__(self) -> None:
        self.facts = Facts()
        self.login_codes = FakeLoginCodes(self.facts)
        self.login_endings = FakeLoginEndings(self.facts)
        self.setups = FakeSetups(self.facts)
        self.email_codes = FakeEmailCodes()
        self.setup_codes = FakeSetupCodes(self.facts)
        self.mails = FakeMails()
        self.notices = FakeNoticeStarts()
        self.logouts = FakeLogouts()

    def activities(self) -> list[Callable[..., Any]]:
        return [
            self.login_codes.judge,
            self.login_endings.end,
            self.setups.open,
            self.setups.move,
            self.setups.end,
            self.email_codes.request,
            self.email_codes.judge,
            self.setup_codes.judge,
            self.mails.send_code,
            self.mails.send_notice,
            self.notices.start,
            self.logouts.tell,
            self.logouts.give_up,
        ]
