"""Programs that need accounts and folders of their own, without making them here.

In a mount namespace (unshare(1)) of a program the machine has the accounts, and its
folders are empty; outside nothing changes.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

_FIRST_ID = 64_001
_SCRIPT = """
mount --bind "$1/passwd" /etc/passwd
mount --bind "$1/group" /etc/group
for place in $2; do mount -t tmpfs none "$place"; done
for folder in $3; do mkdir -p -m 0711 "$folder"; done
shift 3
exec "$@"
"""


def apart(
    folder: Path,
    accounts: Sequence[str],
    emptied: Sequence[str] = (),
    made: Sequence[str] = (),
) -> tuple[str, ...]:
    """What to write before a command: `made` are folders within the `emptied` ones.

    The test is skipped where this is not permitted.
    """
    unshare = shutil.which("unshare")
    if unshare is None or os.geteuid() != 0:
        pytest.skip("a mount namespace needs root and unshare (Debian: util-linux)")
    for name, line in (
        ("passwd", "{0}:x:{1}:{1}::/:/bin/false"),
        ("group", "{0}:x:{1}:"),
    ):
        added = (line.format(a, _FIRST_ID + n) for n, a in enumerate(accounts))
        (folder / name).write_text("\n".join([_known(name), *added, ""]))
    words = (str(folder), " ".join(emptied), " ".join(made))
    return (unshare, "--mount", "sh", "-ec", _SCRIPT, "sh", *words)


def own_account(path: Path, number: int = 0) -> None:
    """Give a file or folder to one of the accounts."""
    os.chown(path, _FIRST_ID + number, _FIRST_ID + number)


def _known(name: str) -> str:
    """Without those of the same names, if the machine has them."""
    return Path("/etc", name).read_text().rstrip("\n")
