"""The files of the embedded PostgreSQL.

If Doorstep runs as root they belong to another account, which may not be able to enter
the data folder by its path (below /root, in a private temporary folder). So the process
is started with the folder as its working directory, and gets `/proc/self/cwd` as path:
no permissions are changed, and the data stays in the data folder.
"""

import shutil
import subprocess
from pathlib import Path

import psutil

from cli.up.account import OsAccount
from cli.up.child import plain_environment
from doorstep.errors import StartError

_HERE = "/proc/self/cwd"
_OPTIONS = (
    *("--username=postgres", "--auth=trust", "--encoding=UTF8"),
    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)


def make_cluster(
    folder: Path, programs: Path, account: OsAccount | None, log: Path
) -> None:
    """Under a temporary name until complete: a killed initdb leaves no partial one."""
    draft = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if account:
        account.take_over(draft)
    _run_initdb(draft, programs, account, log)
    draft.rename(folder)


def where(folder: Path, account: OsAccount | None) -> list[str]:
    """The options; the last -D is used, the one before it shows the path in `ps`."""
    return ["-D", str(folder), *(["-D", _HERE] if account else [])]


def remove_stale_lock(folder: Path) -> None:
    """Remove a lock file whose process id now belongs to another program.

    PostgreSQL compares ids only, which recur after a reboot or in a new container, and
    would refuse to start.
    """
    lock = folder / "postmaster.pid"
    try:
        owner = psutil.Process(int(lock.read_text().splitlines()[0])).name()
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        return
    if owner != "postgres":
        lock.unlink()


def _run_initdb(
    draft: Path, programs: Path, account: OsAccount | None, log: Path
) -> None:
    with log.open("ab") as output:
        ended = subprocess.run(
            [programs / "initdb", *where(draft, account), *_OPTIONS],
            cwd=draft,
            env=plain_environment(),
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            stdout=output,
            stderr=output,
            check=False,
        )
    if ended.returncode:
        raise StartError(f"initdb failed, see {log}.")
