"""Members, their authenticators, sessions and budgets, as the contract has them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # the two halves of the model know each other
    from model_flows import Login, Setup

Facts: TypeAlias = dict[str, object]

SECOND, MINUTE, HOUR = (timedelta(seconds=size) for size in (1, 60, 3600))
DAY = 24 * HOUR
DISABLED_AFTER = 8
"""Not the 100 of the contract, so that a test gets there."""

ENDED = ("signed_in", "enrolled", "expired", "cancelled")


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // 30


def step_begins(step: int) -> datetime:
    return datetime.fromtimestamp(step * 30, UTC)


def in_window(step: int | None, at: datetime) -> bool:
    return step is not None and abs(step - step_of(at)) <= 1


def refused(status: int, slug: str, **extra: object) -> Facts:
    return {"status": status, "slug": slug, **extra}


def gone(stage: str) -> Facts:
    return refused(410, "flow-ended", stage=stage)


def out_of_turn(stage: str) -> Facts:
    return refused(409, "wrong-stage", stage=stage)


@dataclass(eq=False)
class Device:
    secret: str
    last_step: int
    failures: int = 0
    blocked_until: datetime | None = None

    def refuses(self, at: datetime) -> Facts | None:
        """Whoever must wait is not judged."""
        if self.failures >= DISABLED_AFTER:
            return refused(423, "device-disabled")
        if self.blocked_until and at < self.blocked_until:
            return refused(429, "too-many-attempts", retry_at=self.blocked_until)
        return None

    def judges(self, step: int | None, at: datetime) -> Facts | None:
        """None where the code is right; it is used up then."""
        if step is None or not in_window(step, at) or step <= self.last_step:
            self.failures += 1
            if self.failures >= 5:
                wait = 30 * SECOND * 2 ** (self.failures - 5)
                self.blocked_until = at + min(wait, HOUR)
            return refused(422, "wrong-code", attempts_left=max(5 - self.failures, 0))
        self.last_step, self.failures, self.blocked_until = step, 0, None
        return None


@dataclass(eq=False)
class Session:
    member: "Member"
    began: datetime
    seen: datetime
    ended: bool = False

    def alive(self, at: datetime) -> bool:
        return not self.ended and at < min(self.began + DAY, self.seen + HOUR)

    def used(self, at: datetime) -> Facts:
        if not self.alive(at):
            return refused(401, "not-signed-in")
        self.seen = at
        open_ones = sum(each.alive(at) for each in self.member.sessions())
        return {"status": 200, "open": open_ones}

    def left(self, at: datetime) -> Facts:
        refusal = self.used(at)
        self.ended = True
        return {"status": 204} if refusal["status"] == 200 else refusal


@dataclass(eq=False)
class Member:
    email: str
    disabled: bool = False
    device: Device | None = None
    logins: list["Login"] = field(default_factory=list)
    mails: list[datetime] = field(default_factory=list)
    wrong_email_codes: list[datetime] = field(default_factory=list)
    wrong_passwords: int = 0

    def sessions(self) -> list[Session]:
        return [login.session for login in self.logins if login.session]

    def end_sessions(self) -> None:
        for session in self.sessions():
            session.ended = True

    def end_flows(self, at: datetime) -> None:
        for login in self.logins:
            login.end("cancelled", at)

    def running_setups(self) -> list["Setup"]:
        return [login.setup for login in self.logins if login.setup]

    def tries_today(self, at: datetime) -> int:
        return 20 - sum(moment > at - DAY for moment in self.wrong_email_codes)

    def mails_again_at(self, at: datetime) -> datetime | None:
        recent = [moment for moment in self.mails if moment > at - HOUR]
        return recent[-5] + HOUR if len(recent) >= 5 else None

    def two_step(self, at: datetime) -> str:
        if self.device and self.device.refuses(at):
            return "locked"
        if self.running_setups():
            return "setting_up"
        return "enrolled" if self.device else "not_set_up"

    def edges(self) -> list[datetime]:
        """Moments at which an answer changes by itself."""
        device, moments = self.device, [each + HOUR for each in self.mails]
        moments += [each + DAY for each in self.wrong_email_codes]
        for session in self.sessions():
            moments += [session.began + DAY, session.seen + HOUR]
        if device and device.blocked_until:
            moments.append(device.blocked_until)
        return moments
