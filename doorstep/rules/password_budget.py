"""Whether one more password may be tried, by what was tried before.

A try is counted once it was judged wrong. One whose password is being hashed is in
progress: where it could decide, whoever comes next waits for its verdict, so that
right passwords hold up nobody and guesses are counted exactly.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from doorstep.rules.policy import PasswordPolicy, wait_after

IN_PROGRESS_FOR = timedelta(seconds=10)
"""Twice what a caller waits: an older reservation is of a process that died, and
counts, since nobody knows what it would have come to."""


@dataclass(frozen=True)
class Tries:
    """Of one kind within the window; `latest` is when the last wrong one began."""

    wrong: int
    latest: datetime | None
    in_progress: int


@dataclass(frozen=True)
class PairTry:
    """A wrong try, and the how-manieth wait in a row it brought on its pair."""

    at: datetime
    waits: int


@dataclass(frozen=True)
class Standing:
    """The tries of a pair of address and client, of the address, of the client.

    `known` says that the member with the address signed in from the client lately.
    """

    last_of_pair: PairTry | None
    pair: Tries
    client: Tries
    address: Tries
    known: bool


@dataclass(frozen=True)
class Allowed:
    """`waits` is the how-manieth wait in a row this try brings, were it wrong."""

    waits: int


@dataclass(frozen=True)
class Held:
    """Refused up to a moment."""

    until: datetime


@dataclass(frozen=True)
class Undecided:
    """A try in progress decides."""


Decision: TypeAlias = Allowed | Held | Undecided


def decide(standing: Standing, policy: PasswordPolicy, at: datetime) -> Decision:
    """A known client is not held by what others tried for its address."""
    budgets = [(standing.client, policy.tries_per_client)]
    if not standing.known:
        budgets.append((standing.address, policy.tries_per_address))
    moments = [_pair_held_until(standing, policy)]
    moments += [_held_until(tries, limit, policy) for tries, limit in budgets]
    held = [moment for moment in moments if moment is not None and at < moment]
    if held:
        return Held(max(held))
    waits = _next_wait(standing, policy, at)
    decides = waits > 0 and standing.pair.in_progress > 0
    if decides or any(_open(*budget) for budget in budgets):
        return Undecided()
    return Allowed(waits)


def _pair_held_until(standing: Standing, policy: PasswordPolicy) -> datetime | None:
    last = standing.last_of_pair
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


def _next_wait(standing: Standing, policy: PasswordPolicy, at: datetime) -> int:
    """Were this one wrong, and those in progress too."""
    over = _pair_held_until(standing, policy)
    if standing.last_of_pair and over and at < over + policy.window:
        return standing.last_of_pair.waits + 1
    tries = standing.pair.wrong + standing.pair.in_progress + 1
    return 1 if tries >= policy.tries_per_pair else 0
