"""Time limits of an API in a test: longer ones, since it shares its cores with all.

Where how soon an answer comes is a test's subject, the product's own are used.
"""

from dataclasses import replace
from datetime import timedelta

from doorstep.rules.time_limits import USUAL, TimeLimits

PATIENT = replace(
    USUAL,
    call=timedelta(seconds=19),
    act=timedelta(seconds=20),
    request=timedelta(seconds=21),
    clean_up=timedelta(seconds=20),
    answer=timedelta(seconds=45),
    hashing_turn=timedelta(seconds=18),
    password_try=timedelta(seconds=15),
)
HASTY = TimeLimits(
    statement=USUAL.statement / 2,
    call=USUAL.call / 2,
    act=USUAL.act / 2,
    request=USUAL.request / 2,
    clean_up=USUAL.clean_up / 2,
    answer=USUAL.answer / 2,
)
"""For what is cut off on purpose."""
