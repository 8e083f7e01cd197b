"""docs/deploying/kubernetes.md, as far as it goes without a cluster."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from chart import CHART, environment, helm, of_kind, pods, rendered
from compose_file import ROOT
from documented_commands import lines_of
from helm import kubernetes_program

PAGE = ROOT / "docs/deploying/kubernetes.md"
_SECRETS = ("DATABASE_URL", "MIGRATION_URL", "SMTP_URL", "KEYS")


def documented_values() -> dict[str, Any]:
    """The values.yaml of the page."""
    (block,) = re.findall(
        r"<!-- values.yaml -->\n```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL
    )
    return dict(yaml.safe_load(block))


def other_values() -> list[dict[str, Any]]:
    return [
        yaml.safe_load(block)
        for block in re.findall(r"\n\n```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
    ]


def test_its_values_install_something() -> None:
    objects = rendered(documented_values())

    assert "doorstep-api" in of_kind("Deployment", objects)
    assert of_kind("Ingress", objects)["doorstep"]["spec"]["tls"]
    for _, pod in pods(objects):
        assert environment(pod)["DOORSTEP_TRUSTED_PROXIES"] == "10.244.0.0/16"


@pytest.mark.parametrize("values", other_values())
def test_its_further_values_are_accepted(values: dict[str, Any]) -> None:
    ran = helm(
        *("template", "doorstep", str(CHART)), values=documented_values() | values
    )

    assert ran.returncode == 0, ran.stderr


def test_every_file_becomes_a_key_of_the_secret(tmp_path: Path) -> None:
    for name in _SECRETS:
        (tmp_path / name).write_text(f"what {name} is\n")
    (line,) = [line for line in lines_of(PAGE) if "create secret" in line]

    ran = subprocess.run(
        [kubernetes_program("kubectl"), *shlex.split(line)[1:], *_DRY],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )

    assert set(yaml.safe_load(ran.stdout)["data"]) == set(_SECRETS)


_DRY = ("--dry-run=client", "--output", "yaml")


def test_the_installation_says_what_to_do_next(tmp_path: Path) -> None:
    (line,) = [line for line in lines_of(PAGE) if line.startswith("helm install")]
    (tmp_path / "values.yaml").write_text(yaml.safe_dump(documented_values()))
    (tmp_path / "deploy").symlink_to(ROOT / "deploy")

    ran = subprocess.run(
        [kubernetes_program("helm"), *shlex.split(line)[1:], "--dry-run=client"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
    )

    said = ran.stdout.partition("\nNOTES:\n")[2]
    assert "https://login.acme.example" in said
    for typed in lines_of(PAGE):
        if typed.startswith(("helm test", "kubectl --namespace doorstep exec")):
            assert typed in re.sub(r"\s*\\\n\s*", " ", said)


def test_it_names_only_values_that_there_are() -> None:
    schema = yaml.safe_load((CHART / "values.schema.json").read_text())["properties"]
    named = re.findall(r"`(\w+)\.(\w+)`", PAGE.read_text())

    for group, value in named:
        if group in schema and group != "settings":  # has any setting of Doorstep
            assert value in schema[group]["properties"]
    assert len(named) > 5
