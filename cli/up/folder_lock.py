"""The lock of a data folder, by which other commands know that its stack runs."""

import fcntl
from pathlib import Path

DEFAULT_FOLDER = Path(".doorstep")
LOCK_FILE = "up.lock"


def is_locked(folder: Path) -> bool:
    """Whether `doorstep up` runs there; the kernel releases the lock when it ends."""
    try:
        with (folder / LOCK_FILE).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
