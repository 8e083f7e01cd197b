"""Authenticators and the ledgers of wrong codes, as the contract has them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Facts: TypeAlias = dict[str, object]

SECOND, MINUTE, HOUR = (timedelta(seconds=size) for size in (1, 60, 3600))
DAY = 24 * HOUR
MONTH = 30 * DAY
TOO_MANY = 8
"""The contract's limit is 100; this one is reached within a test."""
PLACES = ("127.0.0.1", "198.51.100.7", "2001:db8:1:2::3", "203.0.113.9")
"""Each in a network of its own; the first is where every device was set up."""


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // 30


def step_begins(step: int) -> datetime:
    return datetime.fromtimestamp(step * 30, UTC)


def in_window(step: int | None, at: datetime) -> bool:
    return step is not None and abs(step - step_of(at)) <= 1


def refused(status: int, slug: str, **extra: object) -> Facts:
    return {"status": status, "slug": slug, **extra}


@dataclass(eq=False)
class Ledger:
    failures: int = 0
    blocked_until: datetime | None = None

    def waits(self, at: datetime) -> bool:
        return self.blocked_until is not None and at < self.blocked_until

    def count(self, at: datetime) -> Facts:
        self.failures += 1
        if self.failures >= 5:
            wait = 30 * SECOND * 2 ** (self.failures - 5)
            self.blocked_until = at + min(wait, HOUR)
        left = max(5 - self.failures, 0)
        waits = {"retry_at": self.blocked_until} if self.waits(at) else {}
        return refused(422, "wrong-code", attempts_left=left, **waits)


@dataclass(eq=False)
class Device:
    """`known` maps each place to the moment until which it is known, and its ledger."""

    secret: str
    last_step: int
    known: dict[str, tuple[datetime, Ledger]]
    others: Ledger = field(default_factory=Ledger)
    disabled: bool = False
    forgiven: int | None = None

    @classmethod
    def set_up(cls, secret: str, step: int, at: datetime, place: str) -> "Device":
        return cls(secret, step, {place: (at + MONTH, Ledger())})

    def ledger(self, at: datetime, place: str) -> Ledger:
        until, ledger = self.known.get(place, (at, self.others))
        return ledger if at < until else self.others

    def refuses(self, at: datetime, place: str) -> Facts | None:
        """The refusal that needs no judging, if any."""
        if self.disabled:
            return refused(423, "device-disabled")
        ledger = self.ledger(at, place)
        if ledger is self.others and ledger.failures >= TOO_MANY:
            return refused(429, "too-many-attempts", retry_at=at + HOUR)
        if ledger.waits(at):
            return refused(429, "too-many-attempts", retry_at=ledger.blocked_until)
        return None

    def judges(self, step: int | None, at: datetime, place: str) -> Facts | None:
        """None where the code is right; its time step is consumed."""
        if step is None or not in_window(step, at) or step <= self.last_step:
            ledger = self.ledger(at, place)
            if step is not None and in_window(step, at) and self.forgives(step, ledger):
                return refused(422, "wrong-code", attempts_left=5 - ledger.failures)
            refusal = ledger.count(at)
            if ledger.failures >= TOO_MANY:
                self.disabled = ledger is not self.others
                again = {} if self.disabled else {"retry_at": at + HOUR}
                return refused(422, "wrong-code", attempts_left=0, **again)
            return refusal
        self.last_step = step
        self.known[place] = (at + MONTH, Ledger())
        return None

    def forgives(self, step: int, ledger: Ledger) -> bool:
        """The code that was used last costs no try once, from a known place."""
        known = ledger is not self.others and ledger.failures < 5
        if not known or step != self.last_step or step == self.forgiven:
            return False
        self.forgiven = step
        return True

    def locked(self, at: datetime) -> bool:
        """Guesses from unknown networks do not count."""
        return self.disabled or any(
            at < until and ledger.waits(at) for until, ledger in self.known.values()
        )

    def edges(self) -> list[datetime]:
        """Moments at which an answer changes by itself."""
        ledgers = [self.others, *(ledger for _, ledger in self.known.values())]
        waits = [each.blocked_until for each in ledgers if each.blocked_until]
        return waits + [until for until, _ in self.known.values()]
