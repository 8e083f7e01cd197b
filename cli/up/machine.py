"""A lock for creating things that exist once per machine, such as an account.

Two processes, for example tests, may find such a thing missing at the same time. They
take this lock, and check again once they have it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = Path("/var/run/doorstep.lock")
"""In a folder that only root can write: a lock file that others can open, as in /tmp or
/run/lock, could be held by them for ever.
"""
_ROOT_ONLY = 0o600


@contextmanager
def alone_on_this_machine() -> Iterator[None]:
    """Wait for the lock, as root; the kernel releases it when the process ends.

    Raises OSError if the file cannot be created, as on a read-only file system.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
    lock = os.open(LOCK, flags, _ROOT_ONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
