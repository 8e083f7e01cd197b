"""Whether one more password may be tried; tries in progress do not decide."""

from dataclasses import replace
from datetime import timedelta

from doorstep.clock import system_clock
from doorstep.rules.password_budget import (
    Allowed,
    EarlierTries,
    Held,
    PairTry,
    Tries,
    Undecided,
    decide,
)
from doorstep.rules.policy import PasswordPolicy

POLICY = PasswordPolicy()
NOW = system_clock()
NONE = Tries(wrong=0, latest=None, in_progress=0)
FRESH = EarlierTries(
    last_of_pair=None, pair=NONE, client=NONE, address=NONE, known=False
)


def _tries(wrong: int, in_progress: int = 0, ago: int = 5) -> Tries:
    return Tries(wrong, NOW - timedelta(seconds=ago), in_progress)


def test_T3_row7_right_passwords_in_progress_delay_nobody() -> None:
    tries = replace(FRESH, client=_tries(0, 98), address=_tries(0, 98))

    assert decide(tries, POLICY, NOW) == Allowed(waits=0)


def test_T3_row7_at_the_limit_the_next_try_waits_for_the_verdict() -> None:
    of_client = replace(FRESH, client=_tries(99, 1))
    of_address = replace(FRESH, address=_tries(99, 1))

    assert decide(of_client, POLICY, NOW) == Undecided()
    assert decide(of_address, POLICY, NOW) == Undecided()
    assert decide(replace(of_address, known=True), POLICY, NOW) == Allowed(waits=0)
    assert decide(replace(FRESH, client=_tries(99)), POLICY, NOW) == Allowed(waits=0)


def test_T3_a_hundred_wrong_ones_cause_waits_of_a_minute() -> None:
    spent = replace(FRESH, client=_tries(100, 1, ago=59))
    over = replace(FRESH, client=_tries(100, ago=60))

    assert decide(spent, POLICY, NOW) == Held(NOW + timedelta(seconds=1))
    assert decide(over, POLICY, NOW) == Allowed(waits=0)
    assert decide(replace(over, client=_tries(100, 1, 60)), POLICY, NOW) == Undecided()


def test_T3_row7_tries_of_one_pair_wait_for_each_other_only_at_the_limit() -> None:
    tenth = Undecided()
    waiting = PairTry(NOW - timedelta(seconds=30), waits=1)

    assert decide(replace(FRESH, pair=_tries(0, 8)), POLICY, NOW) == Allowed(waits=0)
    assert decide(replace(FRESH, pair=_tries(0, 9)), POLICY, NOW) == tenth
    assert decide(replace(FRESH, pair=_tries(8, 1)), POLICY, NOW) == tenth
    after_a_wait = replace(FRESH, pair=_tries(0, 1), last_of_pair=waiting)
    assert decide(after_a_wait, POLICY, NOW) == Undecided()


def test_T3_tenth_wrong_one_of_a_pair_causes_doubling_waits() -> None:
    tenth = replace(FRESH, pair=_tries(9))
    waiting = replace(FRESH, pair=_tries(10), last_of_pair=PairTry(NOW, waits=1))
    later = NOW + timedelta(seconds=30)

    assert decide(tenth, POLICY, NOW) == Allowed(waits=1)
    assert decide(waiting, POLICY, NOW) == Held(later)
    assert decide(waiting, POLICY, later) == Allowed(waits=2)


def test_T3_pair_starts_again_a_window_after_its_last_wait() -> None:
    last = PairTry(NOW - timedelta(minutes=15, seconds=30), waits=1)

    assert decide(replace(FRESH, last_of_pair=last), POLICY, NOW) == Allowed(waits=0)
