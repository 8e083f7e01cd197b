"""The units of `deploy/systemd`, as systemd reads them."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from compose_file import ROOT
from doorstep.rules.seal import new_entry
from release.dependencies import write_constraints

FOLDER = ROOT / "deploy/systemd"
PAGE = ROOT / "docs/deploying/systemd.md"
SETTINGS = "/etc/doorstep/doorstep.env"
SECRETS = "/etc/doorstep/secrets"
INSTANCES = ("doorstep-migrate", "doorstep-worker@1", "doorstep-api@8000")


def lines(instance: str, name: str) -> list[str]:
    """The values of a directive of a unit, with its instance filled in."""
    stem, at, number = instance.partition("@")
    text = (FOLDER / f"{stem}{at}.service").read_text()
    found = re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)
    return [line.replace("%i", number) for line in found]


def value(instance: str, name: str) -> str:
    (only,) = lines(instance, name)
    return only


def variables(instance: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in lines(instance, "Environment"))


def credentials(instance: str) -> dict[str, Path]:
    """The file of each."""
    loaded = (line.split(":") for line in lines(instance, "LoadCredential"))
    return {name: Path(path) for name, path in loaded}


def documented_settings() -> dict[str, str]:
    """/etc/doorstep/doorstep.env of the page."""
    first, *_ = re.findall(r"```ini\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return dict(line.split("=", 1) for line in first.splitlines())


def build(folder: Path) -> tuple[Path, Path]:
    """The wheel of this tree, and the versions that uv.lock has, as constraints."""
    constraints = folder / "doorstep-0-constraints.txt"
    wheel = (sys.executable, "-m", "hatchling", "build", "--target", "wheel")
    subprocess.run(
        [*wheel, "--directory", folder], cwd=ROOT, check=True, capture_output=True
    )
    write_constraints(ROOT, constraints)
    (built,) = folder.glob("*.whl")
    return built, constraints


def write_secrets(
    folder: Path, passwords: Mapping[str, str], server: str, mail_url: str
) -> None:
    """The files of the page. `server` is what follows the password in an address."""
    folder.mkdir(mode=0o700, exist_ok=True)
    owner, application = (
        f"postgresql://{role}:{passwords[f'{name}_PASSWORD']}{server}"
        for role, name in (("doorstep_owner", "OWNER"), ("doorstep", "APPLICATION"))
    )
    secrets = {
        "database-url": application,
        "migration-url": owner,
        "smtp-url": mail_url,
        "keys": new_entry("k20260301"),
    }
    for name, secret in secrets.items():
        (folder / name).write_text(f"{secret}\n")
