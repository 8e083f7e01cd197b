"""Programs of Debian, which tests in `places/` run as they come.

`python tests/support/debian.py` installs what is missing: so does `make test-places`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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
    "postgres": "postgresql-15",
}
"""Debian's package of each program."""
UNPACKED = {
    "exim4": "exim4-daemon-light",
    "smtpd": "opensmtpd",
    "promtool": "prometheus",
}
"""Those that conflict with others when installed, or come with a service, so they are
unpacked here.
"""
_LIBRARIES = ("libidn12",)
"""What the unpacked ones need."""
_NEWER = {"opensmtpd": "bookworm-backports"}
"""Where the package works: OpenSMTPD of Debian 12 fails with its OpenSSL 3."""
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


def _package(name: str) -> str:
    return PACKAGES.get(name) or UNPACKED[name]


def _found(name: str) -> Path | None:
    own = (str(FOLDER / _package(name) / part) for part in ("usr/bin", "usr/sbin"))
    path = os.pathsep.join((os.environ.get("PATH", ""), *_ELSEWHERE, *own))
    found = shutil.which(name, path=path)
    return Path(found) if found else None


def install() -> int:
    """As root. Returns the exit code of apt-get."""
    missing = {package for name, package in PACKAGES.items() if _found(name) is None}
    absent = [package for name, package in UNPACKED.items() if _found(name) is None]
    if absent:
        missing.update(_LIBRARIES)
    if not missing:
        return 0
    subprocess.run([_APT, "update", "--quiet", *_WAIT], check=False)
    for package in absent:
        _unpack(package)
    return subprocess.run(
        [_APT, "install", "--yes", "--no-install-recommends", *_WAIT, *missing],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    ).returncode


def _unpack(package: str) -> None:
    """What cannot be downloaded stays missing, and its tests are skipped."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apt = (_APT, *_WAIT, *_sources(_NEWER.get(package), folder))
        subprocess.run([*apt, "update", "--quiet"], check=False)
        subprocess.run([*apt, "download", "--quiet", package], cwd=folder, check=False)
        for file in folder.glob("*.deb"):
            (FOLDER / package).mkdir(parents=True, exist_ok=True)
            subprocess.run([_DPKG, "--extract", file, FOLDER / package], check=True)


def _sources(suite: str | None, folder: Path) -> Iterator[str]:
    """Options of apt for this suite alone; none for the machine's own sources."""
    if suite is None:
        return
    key = "/usr/share/keyrings/debian-archive-keyring.gpg"
    source = f"deb [signed-by={key}] http://deb.debian.org/debian {suite} main\n"
    (folder / "sources.list").write_text(source)
    (folder / "lists" / "partial").mkdir(parents=True)
    for option, place in (
        ("Dir::Etc::sourcelist", f"{folder}/sources.list"),
        ("Dir::Etc::sourceparts", "-"),
        ("Dir::State::lists", f"{folder}/lists"),
        ("Dir::Cache", f"{folder}/cache"),
    ):
        yield from ("-o", f"{option}={place}")


if __name__ == "__main__":
    sys.exit(install())
