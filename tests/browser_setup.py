"""`make test` needs a real browser: find it, install it, or say how and fail."""

import os
import shutil
import subprocess
import sys

_REMEDY = (
    "make test needs Chromium and could not install it. Install it with your system's\n"
    "packages (Debian, Ubuntu: apt-get install chromium), then run make test again."
)


def main() -> int:
    ways = (_found, _from_debian, _from_playwright)
    if any(way() for way in ways):
        return 0
    sys.stderr.write(f"{_REMEDY}\n")
    return 1


def _found() -> bool:
    return shutil.which("chromium") is not None


def _from_debian() -> bool:
    """As root, or with sudo where it asks for no password."""
    if shutil.which("apt-get") is None:
        return False
    root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if root and shutil.which("sudo") is None:
        return False
    install = ("install", "--yes", "--no-install-recommends", "chromium")
    return (
        _ran(*root, "apt-get", "update", "--quiet")
        and _ran(*root, "apt-get", *install)
        and _found()
    )


def _from_playwright() -> bool:
    """Its own build, where the network allows the download."""
    return _ran(sys.executable, "-m", "playwright", "install", "chromium")


def _ran(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
