"""The units of deploy/systemd: what systemd makes of them, and Doorstep."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from cli.app import app
from cli.up.binaries import program as own_program
from debian import program
from doorstep.settings import Settings
from units import (
    FOLDER,
    INSTANCES,
    PAGE,
    SECRETS,
    credentials,
    documented_settings,
    lines,
    value,
    variables,
)

_MOST_EXPOSED = 1.5
"""Of 10; a service without any restriction has 9.6."""


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with a program that is installed."""
    for file in FOLDER.rglob("*.*"):
        if file.is_file():
            copy = tmp_path / file.relative_to(FOLDER)
            copy.parent.mkdir(exist_ok=True)
            there = "/opt/doorstep/bin/doorstep"
            copy.write_text(file.read_text().replace(there, own_program("doorstep")))
    return tmp_path


def analyzed(units: Path, *words: str) -> str:
    ran = subprocess.run(
        [program("systemd-analyze"), *words],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{units}:"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout
    return ran.stdout


@pytest.mark.parametrize("instance", INSTANCES)
def test_systemd_has_nothing_to_say_about_a_unit(instance: str, units: Path) -> None:
    said = analyzed(units, "verify", "--man=no", f"{instance}.service")

    assert str(units) not in said
    assert "doorstep" not in said


@pytest.mark.parametrize("instance", INSTANCES)
def test_a_unit_is_as_little_exposed_as_its_page_says(
    instance: str, units: Path
) -> None:
    name = f"{instance}.service"

    said = analyzed(units, "--offline=true", "security", "--no-pager", name)

    (score,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert float(score) <= _MOST_EXPOSED
    assert f"{score} of 10" in PAGE.read_text()


@pytest.mark.parametrize("instance", INSTANCES)
def test_commands_and_variables_of_a_unit_are_ours(instance: str) -> None:
    for line in lines(instance, "ExecStart"):
        with pytest.raises(SystemExit) as ended:
            app([*line.split()[1:], "--help"])
        assert ended.value.code == 0
    named = variables(instance) | documented_settings()
    assert {name.removeprefix("DOORSTEP_").lower() for name in named} <= set(
        Settings.model_fields
    )


@pytest.mark.parametrize(
    ("instance", "needed"),
    [
        ("doorstep-api@8000", {"database-url", "keys"}),
        ("doorstep-worker@1", {"database-url", "keys", "smtp-url"}),
        ("doorstep-migrate", {"database-url", "migration-url"}),
    ],
)
def test_C2_a_unit_loads_the_secrets_that_its_process_needs(
    instance: str, needed: set[str]
) -> None:
    loaded = credentials(instance)
    read = {v for n, v in variables(instance).items() if n.endswith("_FILE")}

    assert loaded.keys() == needed
    assert read == {f"%d/{name}" for name in needed}
    assert {str(file) for file in loaded.values()} == {
        f"{SECRETS}/{name}" for name in needed
    }


def test_a_unit_leaves_the_time_to_finish_that_the_manual_asks_for() -> None:
    for instance in ("doorstep-api@8000", "doorstep-worker@1"):
        assert value(instance, "TimeoutStopSec") == "15s"
        assert value(instance, "Type") == "notify"
        assert value(instance, "Restart") == "always"
