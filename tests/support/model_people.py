"""Members, their sessions and budgets, as the contract has them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from model_devices import DAY, HOUR, Device, Facts, refused

if TYPE_CHECKING:  # the two modules refer to each other
    from model_flows import Login, Setup

ENDED = ("signed_in", "enrolled", "expired", "cancelled")


def flow_ended(stage: str) -> Facts:
    return refused(410, "flow-ended", stage=stage)


def wrong_stage(stage: str) -> Facts:
    return refused(409, "wrong-stage", stage=stage)


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
        count = sum(each.alive(at) for each in self.member.sessions())
        return {"status": 200, "open": count}

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

    def running_enrollments(self) -> list["Setup"]:
        return [login.setup for login in self.logins if login.setup]

    def tries_today(self, at: datetime) -> int:
        return 20 - sum(moment > at - DAY for moment in self.wrong_email_codes)

    def mails_again_at(self, at: datetime) -> datetime | None:
        recent = [moment for moment in self.mails if moment > at - HOUR]
        return recent[-5] + HOUR if len(recent) >= 5 else None

    def two_step(self, at: datetime) -> str:
        if self.device and self.device.locked(at):
            return "locked"
        if self.running_enrollments():
            return "setting_up"
        return "enrolled" if self.device else "not_set_up"

    def edges(self) -> list[datetime]:
        """Moments at which an answer changes by itself."""
        device, moments = self.device, [each + HOUR for each in self.mails]
        moments += [each + DAY for each in self.wrong_email_codes]
        for session in self.sessions():
            moments += [session.began + DAY, session.seen + HOUR]
        return moments + (device.edges() if device else [])
