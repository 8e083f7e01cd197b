"""Time limits for tests: long ones, since tests share the cores with all servers.

A test of the time limits themselves uses the product's.
"""

from dataclasses import replace
from datetime import timedelta

from doorstep.rules.time_limits import USUAL, TimeLimits

LONG_LIMITS = replace(
    USUAL,
    call=timedelta(seconds=19),
    act=timedelta(seconds=20),
    request=timedelta(seconds=21),
    clean_up=timedelta(seconds=20),
    answer=timedelta(seconds=45),
    hashing_turn=timedelta(seconds=18),
    act_turn=timedelta(seconds=18),
    password_try=timedelta(seconds=15),
)
SHORT_LIMITS = TimeLimits(
    statement=USUAL.statement / 2,
    call=USUAL.call / 2,
    act=USUAL.act / 2,
    request=USUAL.request / 2,
    clean_up=USUAL.clean_up / 2,
    answer=USUAL.answer / 2,
)
"""For requests that are meant to exceed them."""
