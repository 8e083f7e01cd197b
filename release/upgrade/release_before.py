"""The release before this one, in an environment of its own, as people run it."""

import shutil
import subprocess
from pathlib import Path

from cli.up.binaries import program
from release.checkout import ROOT, commit_of, exported

VERSION = "0.1.0"
COMMIT = "3ca9fa5fb53da34c21959b8f02b273b709574092"
_FOLDER = ROOT / ".releases" / VERSION
_DONE = "installed"


def release_before() -> Path:
    """Its program `doorstep`. It is built once; later calls find it."""
    tree = _FOLDER / "tree"
    if not (_FOLDER / _DONE).exists():
        shutil.rmtree(_FOLDER, ignore_errors=True)
        exported(commit_of(COMMIT), tree)
        locked = ("--quiet", "--frozen", "--no-dev", "--extra", "local")
        subprocess.run([program("uv"), "sync", *locked], cwd=tree, check=True)
        (_FOLDER / _DONE).touch()
    return tree / ".venv" / "bin" / "doorstep"
