"""Every place that names the release names the same one."""

import json
import re
import tomllib
from typing import Any

import pytest
from ruamel.yaml import YAML

from api.edge.headers import API_HEADERS
from release.checkout import ROOT


def _text(name: str) -> str:
    return (ROOT / name).read_text()


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


VERSION = str(_toml("pyproject.toml")["project"]["version"])


def test_clients_have_the_version_of_the_package() -> None:
    python = _toml("clients/python/pyproject.toml")["project"]["version"]
    typescript = json.loads(_text("clients/typescript/package.json"))["version"]
    locked = json.loads(_text("clients/typescript/package-lock.json"))["version"]

    assert {python, typescript, locked} == {VERSION}


def test_chart_has_the_version_of_the_package() -> None:
    chart = YAML(typ="safe").load(_text("deploy/helm/doorstep/Chart.yaml"))

    assert (str(chart["version"]), str(chart["appVersion"])) == (VERSION, VERSION)


def test_header_of_the_api_has_the_version_without_its_patch() -> None:
    assert API_HEADERS["Doorstep-Version"] == VERSION.rpartition(".")[0]


@pytest.mark.parametrize(
    "name",
    [
        "docker-compose.yml",
        "deploy/image/build.sh",
        "docs/deploying/compose.md",
        "docs/deploying/kubernetes.md",
        "docs/releasing.md",
    ],
)
def test_files_name_images_and_packages_of_the_present_version(name: str) -> None:
    named = re.findall(r"doorstep[:-]v?(\d+\.\d+\.\d+)", _text(name))

    assert set(named) == {VERSION}


def test_changelog_has_the_version_with_its_date() -> None:
    headings = re.findall(r"^## (.+)$", _text("CHANGELOG.md"), re.MULTILINE)

    assert headings[0] == "Unreleased"
    assert re.fullmatch(rf"{re.escape(VERSION)} - \d{{4}}-\d\d-\d\d", headings[1])
