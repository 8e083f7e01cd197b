"""The folder by which clients reach PostgreSQL's socket."""

import os
import re
import shutil
import tempfile
from pathlib import Path

_SOCKET = ".s.PGSQL.5432"
_LONGEST = 100
_FIT_FOR_A_URL = re.compile(r"[\w/.+~-]+\Z", re.ASCII)


class SocketFolder:
    """The data folder itself, or a private symbolic link to it.

    A socket's path may have 107 bytes, and drivers split hosts at commas: a folder with
    a longer path or with a comma is reached by a link.
    """

    def __init__(self, folder: Path) -> None:
        self._private: Path | None = None
        self.path = folder
        if not _fits(folder):
            self._private = Path(tempfile.mkdtemp(prefix="doorstep-"))
            self.path = self._private / "postgres"
            self.path.symlink_to(folder)

    def close(self) -> None:
        if self._private:
            shutil.rmtree(self._private, ignore_errors=True)


def _fits(folder: Path) -> bool:
    path = str(folder / _SOCKET)
    return len(os.fsencode(path)) <= _LONGEST and bool(_FIT_FOR_A_URL.match(path))
