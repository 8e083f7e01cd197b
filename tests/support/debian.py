"""Programs of Debian, which tests in `places/` run as they come.

`python tests/support/debian.py` installs what is missing: so does `make test-places`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = {"systemd-analyze": "systemd"}
"""Debian's package of each program."""
_APT = "/usr/bin/apt-get"
_ELSEWHERE = ("/usr/sbin", "/sbin", "/usr/lib/postgresql/15/bin")
"""Where Debian has programs that are not on everybody's PATH."""


def program(name: str) -> Path:
    """Where it is; skips the test where it is not installed."""
    found = _found(name)
    if found is None:
        package = PACKAGES[name]
        pytest.skip(f"{name} is not installed (Debian: apt-get install {package})")
    return found


def _found(name: str) -> Path | None:
    path = os.pathsep.join((os.environ.get("PATH", ""), *_ELSEWHERE))
    found = shutil.which(name, path=path)
    return Path(found) if found else None


def install() -> int:
    """As root. Returns the exit code of apt-get."""
    missing = {package for name, package in PACKAGES.items() if _found(name) is None}
    if not missing:
        return 0
    wait = ("-o", "DPkg::Lock::Timeout=600")
    subprocess.run([_APT, "update", "--quiet", *wait], check=False)
    return subprocess.run(
        [_APT, "install", "--yes", "--no-install-recommends", *wait, *missing],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(install())
