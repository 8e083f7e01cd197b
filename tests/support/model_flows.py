"""Logins and setups, as the contract has them."""

from dataclasses import dataclass, field
from datetime import datetime

from model_devices import (
    DAY,
    HOUR,
    MINUTE,
    Device,
    Facts,
    in_window,
    refused,
    step_begins,
    step_of,
)
from model_people import ENDED, Member, Session, flow_ended, wrong_stage

ORDER = ("verify_email", "install_app", "connect_device", "confirm_code", "enrolled")


@dataclass(eq=False)
class Login:
    member: Member
    stage: str
    started: datetime
    expires_at: datetime
    setup: "Setup | None" = None
    session: Session | None = None
    ended_at: datetime | None = None

    def prolong(self, since: datetime) -> None:
        self.expires_at = min(since + 10 * MINUTE, self.started + 2 * HOUR)

    def end(self, stage: str, at: datetime) -> None:
        if self.stage in ENDED:
            return
        if self.setup:
            self.setup.end("cancelled", at)
        self.stage, self.ended_at = stage, at

    def shown(self, at: datetime, status: int = 200) -> Facts:
        device = self.member.device
        used = device is not None and device.last_step >= step_of(at)
        facts: Facts = {
            "status": status,
            "stage": self.stage,
            "setting_up": self.setup is not None,
            "next_code_at": step_begins(device.last_step + 1)
            if device and used
            else None,
        }
        if self.stage not in ENDED:
            facts["expires_at"] = self.expires_at
        return facts

    def pass_to(self, at: datetime) -> None:
        """Expires what is due: the setup first, since its end prolongs the login."""
        if self.setup and at >= self.setup.expires_at:
            self.setup.end("expired", self.setup.expires_at)
        if self.stage not in ENDED and at >= self.expires_at:
            self.end("expired", self.expires_at)

    def edges(self) -> list[datetime]:
        """Moments at which an answer changes by itself."""
        moments = [self.expires_at]
        if self.ended_at:
            moments.append(self.ended_at + 5 * MINUTE)
        if self.setup:
            asked_at = self.setup.emails[-1].asked_at
            moments += [self.setup.expires_at, asked_at + MINUTE]
            moments.append(asked_at + 10 * MINUTE)
        return moments

    def code(self, step: int | None, at: datetime, place: str) -> Facts:
        if self.stage in ENDED:
            return flow_ended(self.stage)
        if self.stage != "code_required":
            return wrong_stage(self.stage)
        device = self.member.device
        assert device is not None
        refusal = device.refuses(at, place) or device.judges(step, at, place)
        if refusal:
            if refusal["slug"] == "wrong-code":
                refusal["next_code_at"] = step_begins(step_of(at) + 1)
            return refusal
        self.end("signed_in", at)
        self.session = Session(self.member, at, at)
        return self.shown(at)

    def begin_setup(self, at: datetime) -> Facts:
        if self.stage in ENDED:
            return flow_ended(self.stage)
        if self.setup:
            return self.setup.shown(at)
        again_at = self.member.mails_again_at(at)
        if again_at:
            return refused(429, "too-many-emails", retry_at=again_at)
        self.setup = Setup(
            self, self.stage, min(at + 30 * MINUTE, self.started + 2 * HOUR)
        )
        self.setup.send(at)
        self.stage = "setting_up"
        self.prolong(self.setup.expires_at)
        return self.setup.shown(at, 201)

    def renew(self, at: datetime) -> Facts:
        """A new token for the same session."""
        if self.ended_at is None:
            return wrong_stage(self.stage)
        in_time = at < self.ended_at + 5 * MINUTE
        if self.session is None or not in_time or not self.session.alive(at):
            return flow_ended(self.stage)
        self.session.seen = at
        return self.shown(at)

    def cancel(self, at: datetime) -> Facts:
        if self.stage in ENDED:
            return flow_ended(self.stage)
        self.end("cancelled", at)
        return {"status": 204}


@dataclass(eq=False)
class Email:
    asked_at: datetime
    tries_left: int


@dataclass(eq=False)
class Setup:
    login: Login
    returns_to: str
    expires_at: datetime
    stage: str = "verify_email"
    replaces: bool = False
    emails: list[Email] = field(default_factory=list)
    tries_left: int = 10
    secret: str | None = None

    def __post_init__(self) -> None:
        self.replaces = self.login.member.device is not None

    @property
    def member(self) -> Member:
        return self.login.member

    def send(self, at: datetime) -> None:
        self.emails.append(Email(at, min(5, self.member.tries_today(at))))
        self.member.mails.append(at)

    def shown(self, at: datetime, status: int = 200) -> Facts:
        email = self.emails[-1]
        facts: Facts = {
            "status": status,
            "stage": self.stage,
            "replaces_device": self.replaces,
            "expires_at": self.expires_at,
            "number": len(self.emails),
            "resend_at": email.asked_at + MINUTE,
            "email_tries": min(email.tries_left, self.member.tries_today(at)),
        }
        if self.stage not in ("expired", "cancelled"):
            shown = self.stage not in ("verify_email", "install_app")
            facts["setup_tries"] = self.tries_left if shown else None
        return facts

    def end(self, stage: str, at: datetime) -> None:
        """The login continues with the new device, or returns to its earlier stage."""
        self.stage = stage
        self.login.setup = None
        self.login.stage = "code_required" if stage == "enrolled" else self.returns_to
        self.login.prolong(at)

    def _refusal(self, *stages: str) -> Facts | None:
        if self.stage in ENDED:
            return flow_ended(self.stage)
        return None if self.stage in stages else wrong_stage(self.stage)

    def resend(self, at: datetime) -> Facts:
        rejected = self._refusal("verify_email")
        if rejected:
            return rejected
        soonest = self.emails[-1].asked_at + MINUTE
        if at < soonest:
            return refused(429, "resend-too-soon", retry_at=soonest)
        again_at = self.member.mails_again_at(at)
        if again_at:
            return refused(429, "too-many-emails", retry_at=again_at)
        self.send(at)
        return self.shown(at)

    def email_code(self, at: datetime, *, right: bool) -> Facts:
        rejected = self._refusal("verify_email")
        if rejected:
            return rejected
        email, spent = self.emails[-1], self.member.wrong_email_codes
        if self.member.tries_today(at) == 0:
            return refused(429, "too-many-attempts", retry_at=spent[-20] + DAY)
        if email.tries_left == 0:
            again_at = email.asked_at + MINUTE
            return refused(429, "too-many-attempts", retry_at=again_at)
        if right and at < email.asked_at + 10 * MINUTE:
            self.stage = "install_app"
            return self.shown(at)
        email.tries_left -= 1
        spent.append(at)
        left = min(email.tries_left, self.member.tries_today(at))
        return refused(422, "wrong-code", attempts_left=left)

    def advance(self, leaving: str, at: datetime) -> Facts:
        rejected = self._refusal(*ORDER[1:])
        if rejected:
            return rejected
        if ORDER.index(leaving) > ORDER.index(self.stage):
            return wrong_stage(self.stage)
        if leaving == self.stage:
            self.stage = ORDER[ORDER.index(leaving) + 1]
        return self.shown(at)

    def authenticator(self) -> Facts:
        rejected = self._refusal("connect_device", "confirm_code")
        return rejected or {"status": 200}

    def setup_code(self, step: int | None, at: datetime, place: str) -> Facts:
        rejected = self._refusal("connect_device", "confirm_code")
        if rejected:
            return rejected
        if step is not None and in_window(step, at):
            self._bind(step, at, place)
            return self.shown(at)
        self.tries_left -= 1
        if self.tries_left == 0:
            self.end("cancelled", at)
        return refused(422, "wrong-code", attempts_left=self.tries_left)

    def _bind(self, step: int, at: datetime, place: str) -> None:
        """The earlier device, every session and every other setup end."""
        self.end("enrolled", at)
        assert self.secret is not None
        self.member.device = Device.set_up(self.secret, step, at, place)
        self.member.end_sessions()
        for other in self.member.running_enrollments():
            other.end("cancelled", at)

    def cancel(self, at: datetime) -> Facts:
        if self.stage in ENDED:
            return flow_ended(self.stage)
        self.end("cancelled", at)
        return {"status": 204}
