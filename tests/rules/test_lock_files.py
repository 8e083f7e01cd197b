"""The lock files are those of what they lock, and of the policy for new versions."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from cli.up.binaries import program
from release.checkout import ROOT

_SCRIPTS = sorted(ROOT.glob("release/*.py.lock"))


def _locked(*of: str) -> None:
    """Without the network: what is locked is compared with what is asked for."""
    subprocess.run(
        [program("uv"), "lock", "--check", "--offline", *of],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )


def test_uv_lock_is_that_of_the_project() -> None:
    _locked()


@pytest.mark.parametrize("lock", _SCRIPTS, ids=lambda lock: lock.name)
def test_lock_of_a_script_is_its_own(lock: Path) -> None:
    _locked("--script", str(lock.with_suffix("")))


@pytest.mark.parametrize("lock", [ROOT / "uv.lock", *_SCRIPTS], ids=lambda it: it.name)
def test_no_version_is_younger_than_the_policy_says(lock: Path) -> None:
    """uv refuses younger ones when it writes a lock file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    locked = tomllib.loads(lock.read_text())

    (days,) = re.findall(r"^(\d+) days$", project["tool"]["uv"]["exclude-newer"])
    assert locked["options"]["exclude-newer-span"] == f"P{days}D"
