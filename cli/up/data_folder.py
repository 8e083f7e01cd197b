"""The data folder of `doorstep up`: locked while it runs, private to its owner."""

import fcntl
import os
from io import TextIOWrapper
from pathlib import Path

from cli.up.folder_lock import LOCK_FILE
from doorstep.errors import ConfigurationError

_PRIVATE = 0o600


class DataFolder:
    """A locked folder; the kernel releases the lock when the process ends."""

    def __init__(self, path: Path, lock: TextIOWrapper) -> None:
        self.path = path
        self.logs = path / "logs"
        self._lock = lock

    @classmethod
    def open(cls, path: Path) -> "DataFolder":
        """Create and lock it. Raises ConfigurationError if that fails."""
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            (path / "logs").mkdir(mode=0o700, exist_ok=True)
            lock = (path / LOCK_FILE).open("a+")
        except OSError as error:
            raise ConfigurationError(
                f"--data-dir: cannot write to {path}: {error.strerror}."
            ) from error
        _lock(path, lock)
        return cls(path.resolve(), lock)

    def close(self) -> None:
        """Release the lock."""
        self._lock.close()

    def write_private(self, name: str, text: str) -> None:
        """Replace a file atomically, readable by its owner only."""
        draft = self.path / f"{name}.new"
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self.path / name)

    def read(self, name: str) -> str | None:
        """The text of a file, or None if it does not exist."""
        try:
            return (self.path / name).read_text()
        except FileNotFoundError:
            return None


def _lock(path: Path, lock: TextIOWrapper) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        owner = lock.read().strip() or "unknown"
        lock.close()
        raise ConfigurationError(
            f"Another `doorstep up` (process {owner}) runs in {path}: "
            "stop it, or choose another folder with --data-dir."
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
