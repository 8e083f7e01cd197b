"""The time limits of everything that a caller waits for.

Each is shorter than the one around it, so that a limit which is reached can still be
reported to the caller. The composition roots pass the value on.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise


@dataclass(frozen=True)
class TimeLimits:
    """Raises ValueError unless each limit is below the one around it."""

    statement: timedelta = timedelta(seconds=3.5)
    """One statement, or an idle transaction. Below the 4 s that a judging activity has:
    what it gave up on never commits.
    """
    call: timedelta = timedelta(seconds=4)
    """One try of a call to Temporal, and a connection to PostgreSQL."""
    act: timedelta = timedelta(seconds=4.5)
    """All tries of a call to Temporal, and all of signing in: leaves time to withdraw
    a login that was begun.
    """
    request: timedelta = timedelta(seconds=4.8)
    """A request handler; it is cancelled after this."""
    clean_up: timedelta = timedelta(seconds=0.1)
    """The clean-up of a cancelled handler before the answer; it continues after it."""
    answer: timedelta = timedelta(seconds=5)
    """The longest that a caller waits."""

    hashing_turn: timedelta = timedelta(seconds=2)
    """In the queue of the hashing threads: less than half of `answer`, since the login
    follows.
    """
    act_turn: timedelta = timedelta(seconds=1)
    """In the queue of the calls that bring an act to its flow."""
    password_try: timedelta = timedelta(seconds=1)
    """Waiting for the verdict of a password try in progress."""

    def __post_init__(self) -> None:
        ladder = (self.statement, self.call, self.act, self.request)
        within = (self.hashing_turn, self.act_turn, self.password_try)
        if (
            any(longer <= shorter for shorter, longer in pairwise(ladder))
            or self.request + self.clean_up >= self.answer
            or any(limit >= self.act for limit in within)
        ):
            raise ValueError(f"a limit is not below what has to outlast it: {self}")


USUAL = TimeLimits()
"""The limits of production, as documented."""
