"""What Doorstep needs at run time, as uv.lock has it."""

import re
import subprocess
from pathlib import Path

from cli.up.binaries import program

_PINNED = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)
RUN_TIME = ("--frozen", "--no-dev", "--all-extras", "--no-emit-project")
_WITHOUT_NOTES = ("--no-annotate", "--no-header", "--no-hashes")


def write_constraints(folder: Path, file: Path) -> None:
    """The versions that this release was tested with, for `uv` and `pip`.

    Without hashes: pip would then want one of the wheel itself, too.
    """
    file.write_text(constraints(folder))


def constraints(folder: Path) -> str:
    return export(folder, *RUN_TIME, *_WITHOUT_NOTES)


def run_time_packages(folder: Path) -> set[str]:
    """The names, with all extras and for every platform."""
    return set(_PINNED.findall(constraints(folder)))


def export(folder: Path, *options: str) -> str:
    """`uv export` of the lock file in the folder."""
    return subprocess.run(
        [program("uv"), "export", "--quiet", *options],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
