"""What exists once on a machine is made by one process at a time.

Two test processes, or two `doorstep up`, meet a bare machine at the same moment: each
looks, finds nothing and begins to make it. Whoever makes such a thing holds this lock,
and looks again once it has it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = Path("/var/run/doorstep.lock")
"""Only root writes to its folder. A lock in one that everybody may write to (/run/lock,
/tmp), or one that everybody may read, could be held by anybody for ever.
"""
_ROOT_ONLY = 0o600


@contextmanager
def alone_on_this_machine() -> Iterator[None]:
    """Wait for the lock of this machine, as root; a killed process leaves none behind.

    Raises OSError where it cannot be kept, such as on a file system that is read only.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
    lock = os.open(LOCK, flags, _ROOT_ONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
