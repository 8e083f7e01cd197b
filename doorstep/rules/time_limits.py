"""How long anything may take while a caller waits for the answer.

A ladder: what one limit ends is still told by what has the next one, so that nothing is
done which its caller does not hear of. Composition roots hand the value out.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise


@dataclass(frozen=True)
class TimeLimits:
    """Raises ValueError where a limit is not below the one that has to outlast it."""

    statement: timedelta = timedelta(seconds=3.5)
    """One statement, or an idle transaction. Below the 4 s that a judging activity has:
    what it gave up on never commits.
    """
    call: timedelta = timedelta(seconds=4)
    """One try of a call to Temporal, and a connection to PostgreSQL."""
    act: timedelta = timedelta(seconds=4.5)
    """All tries of a call to Temporal, and all of signing in: leaves time to withdraw
    what was begun.
    """
    request: timedelta = timedelta(seconds=4.8)
    """Whatever handles a request; it is cut off then."""
    clean_up: timedelta = timedelta(seconds=0.1)
    """For what was begun to be taken back before the answer; it goes on after."""
    answer: timedelta = timedelta(seconds=5)
    """No caller waits longer."""

    hashing_turn: timedelta = timedelta(seconds=2)
    """In the queue before the threads that hash: less than half of what a caller waits,
    for the login follows.
    """
    password_try: timedelta = timedelta(seconds=1)
    """For the verdict of a try in progress, on which the next one depends."""

    def __post_init__(self) -> None:
        ladder = (self.statement, self.call, self.act, self.request)
        within = (self.hashing_turn, self.password_try)
        if (
            any(longer <= shorter for shorter, longer in pairwise(ladder))
            or self.request + self.clean_up >= self.answer
            or any(limit >= self.act for limit in within)
        ):
            raise ValueError(f"a limit is not below what has to outlast it: {self}")


USUAL = TimeLimits()
"""What callers are promised."""
