"""The wheel and the sdist."""

import os
import subprocess
import sys
from pathlib import Path

from release.checkout import Tree


def build(tree: Tree, into: Path) -> None:
    """By hatchling as uv.lock has it: a newer one may write other bytes.

    The times of all files in both are that of the commit.
    """
    made_at = str(int(tree.commit.made_at.timestamp()))
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", into.absolute()],
        cwd=tree.folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": made_at},
        capture_output=True,
        check=True,
    )
