"""The two kinds of ledger that wrong login codes are counted in.

A device knows the networks from which it was set up or gave a right code lately, and
each of them has a ledger of its own, which a right code from there resets. All other
networks share one that no right code resets: whoever guesses with a stolen password is
never forgiven by the owner's sign-ins, and never holds up the owner at a known network.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from doorstep.rules.policy import LoginPolicy, wait_after


class LedgerKind(StrEnum):
    """Where wrong codes came from: part of the audit trail."""

    known_network = "known_network"
    other_networks = "other_networks"


@dataclass(frozen=True)
class Blocked:
    """No code is judged `until` then; None where the device itself is disabled."""

    until: datetime | None


@dataclass(frozen=True)
class Ledger:
    """Wrong codes for one device from one known network, or from all others.

    `closed_at` is when they were too many for more waits: from a known network the
    device is disabled then, from the others no code is judged any more.
    """

    kind: LedgerKind
    failures: int = 0
    blocked_until: datetime | None = None
    closed_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether no code from there is judged at this moment."""
        waits = self.blocked_until is not None and self.blocked_until > at
        return waits or self.closed_at is not None

    def refuses_until(self, at: datetime, ask_again: timedelta) -> datetime | None:
        """The end of the wait; without one in sight, `ask_again` from now."""
        if not self.holds(at):
            return None
        return at + ask_again if self.closed_at else self.blocked_until

    def blocks(
        self, disabled_at: datetime | None, at: datetime, ask_again: timedelta
    ) -> "Blocked | None":
        """Whether a code of the device, which may be disabled, is not judged at all."""
        if disabled_at is not None:
            return Blocked(None)
        until = self.refuses_until(at, ask_again)
        return Blocked(until) if until else None

    def after_wrong_code(self, at: datetime, policy: LoginPolicy) -> "Ledger":
        failures = self.failures + 1
        wait = wait_after(
            failures,
            free=policy.free_tries,
            first=policy.first_wait,
            longest=policy.longest_wait,
        )
        return replace(
            self,
            failures=failures,
            blocked_until=at + wait if wait else None,
            closed_at=at if failures >= policy.tries_before_disabling else None,
        )
