"""Durations as people write them: `90s`, `10m`, `1h30m`, `30d`."""

import re
from datetime import timedelta

_WRITTEN = re.compile(
    r"(?=\d)(?:(?P<days>\d{1,6})d)?(?:(?P<hours>\d{1,6})h)?"
    r"(?:(?P<minutes>\d{1,6})m)?(?:(?P<seconds>\d{1,9})s)?"
)


def read_duration(text: str) -> timedelta:
    """Numbers with d, h, m or s, the largest unit first. Raises ValueError."""
    found = _WRITTEN.fullmatch(text.strip().lower())
    if not found:
        raise ValueError(
            "must be a number with s, m, h or d, such as 90s, 10m, 1h30m or 2d"
        )
    return timedelta(**{unit: int(n) for unit, n in found.groupdict("0").items()})
