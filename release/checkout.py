"""The files of one commit, as git has them."""

import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Commit:
    """Its full name, and when it was made."""

    name: str
    made_at: datetime


@dataclass(frozen=True)
class Tree:
    """The files of a commit, in a folder of their own."""

    commit: Commit
    folder: Path

    @property
    def version(self) -> str:
        project = tomllib.loads((self.folder / "pyproject.toml").read_text())
        return str(project["project"]["version"])


def commit_of(name: str) -> Commit:
    full, seconds = _git("show", "--no-patch", "--format=%H %ct", f"{name}^{{commit}}")
    return Commit(full, datetime.fromtimestamp(int(seconds), UTC))


def exported(commit: Commit, folder: Path) -> Tree:
    """Write its files into a new folder."""
    folder.mkdir(parents=True)
    packed = _output("git", "archive", "--format=tar", commit.name)
    subprocess.run(["tar", "-x", "-C", folder], input=packed, check=True)
    return Tree(commit, folder)


def is_checkout() -> bool:
    """Whether git is installed and knows this folder: an sdist has no commits."""
    if not shutil.which("git"):
        return False
    asked = ["git", "rev-parse", "--verify", "HEAD"]
    ran = subprocess.run(asked, cwd=ROOT, check=False, capture_output=True)
    return ran.returncode == 0


def has_uncommitted_changes() -> bool:
    return bool(_git("status", "--porcelain"))


def _git(*words: str) -> list[str]:
    return _output("git", *words).decode().split()


def _output(*command: str) -> bytes:
    ran = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    if ran.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {ran.stderr.decode()}")
    return ran.stdout
