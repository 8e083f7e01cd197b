"""Time is an argument: what needs the time is handed a clock by its root."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Gives the present moment as an aware datetime in UTC."""


system_clock: Clock = partial(datetime.now, UTC)
