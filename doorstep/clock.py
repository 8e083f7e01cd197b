"""The clock: code that needs the time gets one as an argument.

So tests can skip time instead of waiting.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Returns the current time as an aware datetime in UTC."""


system_clock: Clock = partial(datetime.now, UTC)
