"""Programs of Debian, which tests in `places/` run as they come.

`python tests/support/debian.py` installs what is missing: so does `make test-places`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

PACKAGES = {
    "systemd-analyze": "systemd",
    "nginx": "nginx-light",
    "haproxy": "haproxy",
    "caddy": "caddy",
    "apache2": "apache2",
    "postfix": "postfix",
    "postgrey": "postgrey",
    "pgbouncer": "pgbouncer",
}
"""Debian's package of each program."""
UNPACKED = {
    "exim4": ("exim4-daemon-light", "exim4-base", "libidn12"),
    "smtpd": ("opensmtpd",),
    "promtool": ("prometheus",),
}
"""Of programs that conflict with others when installed, or come with a service: their
packages, the first of which names the folder that they are unpacked into.
"""
FOLDER = Path(__file__).parent.parent.parent / ".debian"
_APT, _DPKG = "/usr/bin/apt-get", "/usr/bin/dpkg-deb"
_WAIT = ("-o", "DPkg::Lock::Timeout=600")
_ELSEWHERE = ("/usr/sbin", "/sbin", "/usr/lib/postgresql/15/bin")
"""Where Debian has programs that are not on everybody's PATH."""


def program(name: str) -> Path:
    """Where it is; skips the test where it is not installed."""
    found = _found(name)
    if found is None:
        package = _package(name)
        pytest.skip(f"{name} is not installed (Debian: apt-get install {package})")
    return found


def folder(name: str) -> Path:
    """Where the packages of a program are unpacked; `/` where they are installed."""
    here = FOLDER / _package(name)
    return here if here in program(name).parents else Path("/")


def libraries(name: str) -> dict[str, str]:
    """What the environment of an unpacked program needs to find its libraries."""
    found = [*(FOLDER / _package(name)).glob("usr/lib/*-linux-gnu*")]
    return {"LD_LIBRARY_PATH": os.pathsep.join(map(str, found))} if found else {}


def _package(name: str) -> str:
    return PACKAGES.get(name) or UNPACKED[name][0]


def _found(name: str) -> Path | None:
    own = (str(FOLDER / _package(name) / part) for part in ("usr/bin", "usr/sbin"))
    path = os.pathsep.join((os.environ.get("PATH", ""), *_ELSEWHERE, *own))
    found = shutil.which(name, path=path)
    return Path(found) if found else None


def install() -> int:
    """As root. Returns the exit code of apt-get."""
    missing = {package for name, package in PACKAGES.items() if _found(name) is None}
    absent = [packages for name, packages in UNPACKED.items() if _found(name) is None]
    if missing or absent:
        subprocess.run([_APT, "update", "--quiet", *_WAIT], check=False)
    for packages in absent:
        _unpack(*packages)
    if not missing:
        return 0
    return subprocess.run(
        [_APT, "install", "--yes", "--no-install-recommends", *_WAIT, *missing],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    ).returncode


def _unpack(*packages: str) -> None:
    """Into one folder. What cannot be downloaded is missing, and its tests skipped."""
    there = FOLDER / packages[0]
    with tempfile.TemporaryDirectory() as name:
        command = [_APT, "download", "--quiet", *_WAIT, *packages]
        if subprocess.run(command, cwd=name, check=False).returncode == 0:
            there.mkdir(parents=True, exist_ok=True)
            for file in Path(name).glob("*.deb"):
                subprocess.run([_DPKG, "--extract", file, there], check=True)


if __name__ == "__main__":
    sys.exit(install())
