"""What a person who is signed in already still has to give for a client."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from doorstep.rules.acr import Acr, acr_of

PASSWORD_YOUNG: Final = timedelta(minutes=5)
"""How long a password need not be given again where only the code is missing."""


class Missing(StrEnum):
    """What the session lacks."""

    nothing = "nothing"
    code = "code"
    everything = "everything"


def missing(
    amr: Collection[str],
    auth_time: datetime,
    needed: Acr,
    at: datetime,
    *,
    anew: bool,
    max_age: int | None,
) -> Missing:
    """`anew` and `max_age` are of the request (OpenID Connect Core 3.1.2.1)."""
    age = at - auth_time
    if anew or (max_age is not None and _older(age, max_age)):
        return Missing.everything
    if acr_of(amr).at_least(needed):
        return Missing.nothing
    young = max_age is not None or age <= PASSWORD_YOUNG
    return Missing.code if young else Missing.everything


def _older(age: timedelta, max_age: int) -> bool:
    """0 asks again in any case."""
    return max_age == 0 or age > timedelta(seconds=max_age)
