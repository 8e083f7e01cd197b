"""The resident memory of the parts that `doorstep up` runs."""

import psutil

_PARTS = {"api": "api", "worker": "worker", "Temporal": "start-dev"}
"""Each by a word of its command line."""


def resident_memory() -> dict[str, float]:
    """MiB, by part."""
    mib_by_part = dict.fromkeys(_PARTS, 0.0)
    for process in psutil.Process().children(recursive=True):
        words = process.cmdline()
        for part, word in _PARTS.items():
            if word in words:
                mib_by_part[part] += process.memory_info().rss / 2**20
    return mib_by_part
