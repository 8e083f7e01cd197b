"""The order of the time limits: each is longer than the one it must report."""

from datetime import timedelta

import pytest

from doorstep.rules.time_limits import USUAL, TimeLimits
from workflows.activity_options import JUDGING


def test_W2_no_caller_waits_longer_than_5_seconds() -> None:
    assert USUAL.answer == timedelta(seconds=5)


def test_W2_statement_ends_before_the_judge_that_runs_it() -> None:
    assert USUAL.statement < JUDGING <= USUAL.call


@pytest.mark.parametrize(
    ("limit", "seconds"),
    [
        ("statement", 4),
        ("call", 4.5),
        ("act", 4.8),
        ("request", 4.5),
        ("clean_up", 0.2),
        ("answer", 4.9),
        ("hashing_turn", 4.5),
        ("act_turn", 4.5),
        ("password_try", 4.5),
    ],
)
def test_W2_limits_out_of_order_are_refused(limit: str, seconds: float) -> None:
    with pytest.raises(ValueError, match="not below what has to outlast it"):
        TimeLimits(**{limit: timedelta(seconds=seconds)})
