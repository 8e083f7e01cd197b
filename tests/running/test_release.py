"""`make release`: the same bytes from the same commit, with all that belongs to it."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from release.checkout import ROOT, commit_of, exported, is_checkout
from release.checksums import sha256
from release.dependencies import run_time_packages
from release.licences import is_allowed

pytestmark = pytest.mark.skipif(not is_checkout(), reason="this is no git checkout")
_PRODUCT = ("workflows", "activities", "api", "cli", "doorstep", "worker.py")


def _released(folder: Path, umask: int = 0o022, timezone: str = "UTC") -> Path:
    subprocess.run(
        [sys.executable, "-m", "release", "--into", folder],
        cwd=ROOT,
        env={**os.environ, "TZ": timezone},
        umask=umask,
        check=True,
        capture_output=True,
    )
    return folder


def _only(folder: Path, pattern: str) -> Path:
    (file,) = folder.glob(pattern)
    return file


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is published."""
    return _released(tmp_path_factory.mktemp("release"))


def test_a_commit_gives_the_same_bytes_wherever_it_is_built(
    release: Path, tmp_path: Path
) -> None:
    again = _released(tmp_path / "elsewhere", umask=0o077, timezone="Asia/Tokyo")

    assert {file.name: sha256(file) for file in again.iterdir()} == {
        file.name: sha256(file) for file in release.iterdir()
    }


def test_wheel_has_every_file_of_the_product(release: Path) -> None:
    """Templates, migrations, catalogues and pictures among them."""
    names = ["git", "ls-tree", "-r", "--name-only", "HEAD", *_PRODUCT]
    tracked = subprocess.run(
        names, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()

    with zipfile.ZipFile(_only(release, "*.whl")) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert packed == set(tracked)


def test_sdist_builds_the_same_wheel(release: Path, tmp_path: Path) -> None:
    unpack = ["tar", "-xf", str(_only(release, "*.tar.gz")), "-C", str(tmp_path)]
    subprocess.run(unpack, check=True)
    made_at = str(int(commit_of("HEAD").made_at.timestamp()))

    subprocess.run(
        [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "-t",
            "wheel",
            "-d",
            str(tmp_path),
        ],
        cwd=_only(tmp_path, "doorstep-*"),
        env={**os.environ, "SOURCE_DATE_EPOCH": made_at},
        check=True,
        capture_output=True,
    )

    assert sha256(_only(tmp_path, "*.whl")) == sha256(_only(release, "*.whl"))


def test_checksums_are_those_of_all_files(release: Path) -> None:
    subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],  # noqa: S607  as documented
        cwd=release,
        check=True,
        capture_output=True,
    )

    listed = re.findall(r"  (.+)$", _text(release / "SHA256SUMS"), re.MULTILINE)
    assert {*listed, "SHA256SUMS"} == {file.name for file in release.iterdir()}


def test_bill_of_materials_follows_the_standard_and_has_all_packages(
    release: Path,
) -> None:
    text = _text(_only(release, "*.cdx.json"))
    bill = json.loads(text)

    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(text) is None
    assert {part["name"] for part in bill["components"]} == run_time_packages(ROOT)
    assert all(
        is_allowed(licence["expression"])
        for part in bill["components"]
        for licence in part["licenses"]
    )
    built = {
        file["url"]: file["hashes"][0]["content"]
        for file in bill["metadata"]["component"]["externalReferences"]
    }
    assert built == {
        file.name: sha256(file)
        for file in (_only(release, "*.whl"), _only(release, "*.tar.gz"))
    }


def test_constraints_are_the_versions_of_the_lock_file(release: Path) -> None:
    given = _text(_only(release, "*-constraints.txt"))

    assert set(re.findall(r"^([\w-]+)==", given, re.MULTILINE)) == run_time_packages(
        ROOT
    )


def test_only_files_of_the_commit_are_taken(tmp_path: Path) -> None:
    tree = exported(commit_of("HEAD"), tmp_path / "tree")

    assert (tree.folder / "uv.lock").is_file()
    assert not (tree.folder / ".venv").exists()


def _text(file: Path) -> str:
    return file.read_text()
