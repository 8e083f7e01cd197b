"""The processor time and the memory of a stack, by part."""

import json
from collections.abc import Iterator
from pathlib import Path

import psutil

OWN = ("api", "worker")
PARTS = (*OWN, "temporal", "postgres")
"""What `doorstep up` calls them; a small mailbox and `up` itself are not counted."""

SETTLES_SECONDS = 6.0
"""After load: an API returns what it has freed every five seconds."""


def cpu_seconds(folder: Path) -> dict[str, float]:
    """User and system time so far, with those children that have ended."""
    return {part: cpu_of(process) for part, process in _roots(folder)}


def proportional_memory(folder: Path) -> dict[str, float]:
    """MiB (PSS: what processes share is counted once)."""
    return {
        part: sum(
            each.memory_full_info().pss
            for each in (process, *process.children(recursive=True))
        )
        / 2**20
        for part, process in _roots(folder)
    }


def _roots(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    noted = json.loads((folder / "parts.json").read_text())
    for part in PARTS:
        if part in noted:
            yield part, psutil.Process(noted[part][0])


def cpu_of(process: psutil.Process) -> float:
    """Seconds of the process and of those below it."""
    seconds = 0.0
    for each in (process, *process.children(recursive=True)):
        try:
            times = each.cpu_times()
        except psutil.NoSuchProcess:  # a backend of PostgreSQL, now in the next line
            continue
        seconds += times.user + times.system
    ended = process.cpu_times()
    return seconds + ended.children_user + ended.children_system
