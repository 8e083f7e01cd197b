"""The decision whether a password may be tried, from the earlier tries.

A try counts once it was judged wrong. While its hash is computed it is in progress: if
its verdict matters for the next try, that one waits for it. So right passwords never
cause a wait, and wrong ones are counted exactly.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from doorstep.rules.policy import PasswordPolicy, wait_after

IN_PROGRESS_FOR = timedelta(seconds=10)
"""Twice what a caller waits. An older reservation was left by a dead process, and
counts as wrong, since its verdict is not known."""


@dataclass(frozen=True)
class Tries:
    """Tries of one kind within the window; `latest` is when the last wrong one was."""

    wrong: int
    latest: datetime | None
    in_progress: int


@dataclass(frozen=True)
class PairTry:
    """A wrong try of a pair; `waits` counts the waits in a row up to this one."""

    at: datetime
    waits: int


@dataclass(frozen=True)
class EarlierTries:
    """The earlier tries: of the pair of address and client, of each of the two.

    `known` says that the member with the address signed in from the client lately.
    """

    last_of_pair: PairTry | None
    pair: Tries
    client: Tries
    address: Tries
    known: bool


@dataclass(frozen=True)
class Allowed:
    """The try may begin; `waits` counts the waits in a row if it is wrong."""

    waits: int


@dataclass(frozen=True)
class Held:
    """The try is refused until a moment."""

    until: datetime


@dataclass(frozen=True)
class Undecided:
    """It depends on the verdict of a try in progress."""


Decision: TypeAlias = Allowed | Held | Undecided


def decide(
    earlier_tries: EarlierTries, policy: PasswordPolicy, at: datetime
) -> Decision:
    """A known client does not wait for what others tried for the same address."""
    budgets = [(earlier_tries.client, policy.tries_per_client)]
    if not earlier_tries.known:
        budgets.append((earlier_tries.address, policy.tries_per_address))
    moments = [_pair_held_until(earlier_tries, policy)]
    moments += [_held_until(tries, limit, policy) for tries, limit in budgets]
    held = [moment for moment in moments if moment is not None and at < moment]
    if held:
        return Held(max(held))
    waits = _next_wait(earlier_tries, policy, at)
    decides = waits > 0 and earlier_tries.pair.in_progress > 0
    if decides or any(_open(*budget) for budget in budgets):
        return Undecided()
    return Allowed(waits)


def _pair_held_until(
    earlier_tries: EarlierTries, policy: PasswordPolicy
) -> datetime | None:
    last = earlier_tries.last_of_pair
    if last is None or not last.waits:
        return None
    wait = wait_after(
        last.waits, free=1, first=policy.first_wait, longest=policy.longest_wait
    )
    return last.at + (wait or policy.window)


def _held_until(tries: Tries, limit: int, policy: PasswordPolicy) -> datetime | None:
    if tries.wrong < limit or tries.latest is None:
        return None
    return tries.latest + policy.hold


def _open(tries: Tries, limit: int) -> bool:
    return tries.in_progress > 0 and tries.wrong + tries.in_progress >= limit


def _next_wait(
    earlier_tries: EarlierTries, policy: PasswordPolicy, at: datetime
) -> int:
    """The number of waits in a row if this try, and those in progress, are wrong."""
    over = _pair_held_until(earlier_tries, policy)
    if earlier_tries.last_of_pair and over and at < over + policy.window:
        return earlier_tries.last_of_pair.waits + 1
    tries = earlier_tries.pair.wrong + earlier_tries.pair.in_progress + 1
    return 1 if tries >= policy.tries_per_pair else 0
