"""The ledgers of wrong login codes: one for each known network, one for all others.

A network is known where the device was set up, or a right code came from lately. Its
ledger is reset by a right code from there. The ledger of all other networks is not
reset by any right code: the member's own sign-ins do not give tries back to somebody
who guesses with a stolen password, and that guessing does not lock the member out at a
known network.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from doorstep.rules.policy import LoginPolicy, wait_after


class LedgerKind(StrEnum):
    """The kind, as the audit trail names it."""

    known_network = "known_network"
    other_networks = "other_networks"


@dataclass(frozen=True)
class Blocked:
    """No code is judged `until` then; None if the device is disabled."""

    until: datetime | None


@dataclass(frozen=True)
class Ledger:
    """Wrong codes for one device from one known network, or from all others.

    `closed_at` is when the last tries were used: of a known network, the device is
    disabled then; of the others, no code is judged any more.
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
        """The end of the wait; if it has none, `ask_again` from now."""
        if not self.holds(at):
            return None
        return at + ask_again if self.closed_at else self.blocked_until

    def blocks(
        self, disabled_at: datetime | None, at: datetime, ask_again: timedelta
    ) -> "Blocked | None":
        """Why no code of the device is judged, or None."""
        if disabled_at is not None:
            return Blocked(None)
        until = self.refuses_until(at, ask_again)
        return Blocked(until) if until else None

    def may_forgive(self, policy: LoginPolicy) -> bool:
        """Whether a code that was just used may be typed again without a try.

        Never in networks that are not known, so that a stranger's guesses all count.
        """
        known = self.kind is LedgerKind.known_network
        return known and self.failures < policy.free_tries

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
