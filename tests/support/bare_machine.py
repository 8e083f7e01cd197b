"""A machine that has never run Doorstep: namespaces with private copies of this one's
files.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_FIRST_RUN = Path(__file__).with_name("first_run.py")
_PRIVATE = ("unshare", "--mount", "--pid", "--fork", "--mount-proc")
_BARE = """
set -e
mount -t tmpfs none "$1"
cp -a /etc "$1/etc"
mount --bind "$1/etc" /etc
mount -t tmpfs none /var/cache
mount -t tmpfs none /run
/usr/sbin/userdel pgserver 2> /dev/null || true
for number in $(seq 2000); do
    echo "person$number:x:$((100000 + number)):100::/nonexistent:/bin/false"
done >> /etc/passwd
shift
exec "$@"
"""
"""`useradd` takes longer where there are many accounts already."""


def first_run(play: str, tmp_path: Path) -> Any:
    """What that function of `first_run.py` returns as root of a bare machine.

    Skips the test where this machine does not allow it.
    """
    _skip_where_impossible()
    command = ("bash", "-c", _BARE, "bash", str(tmp_path), sys.executable)
    played = subprocess.run(
        [*_PRIVATE, *command, str(_FIRST_RUN), play],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"},  # as on a new machine
        capture_output=True,
        check=False,
        text=True,
    )
    assert played.returncode == 0, played.stderr
    return json.loads(played.stdout)


def _skip_where_impossible() -> None:
    if os.geteuid() != 0:
        pytest.skip("Only root makes accounts.")
    if not (shutil.which("unshare") and shutil.which("useradd", path="/usr/sbin")):
        pytest.skip("This machine has no unshare, or no useradd.")
    tried = subprocess.run([*_PRIVATE, "true"], check=False, capture_output=True)
    if tried.returncode:
        pytest.skip("This machine lets root have no file systems of its own.")
