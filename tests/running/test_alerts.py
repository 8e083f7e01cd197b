"""The alert rules: each fires where it should, not otherwise, and is documented."""

import subprocess

from ruamel.yaml import YAML

import debian
from compose_file import ROOT

_FOLDER = ROOT / "deploy/prometheus"


def _alerts() -> set[str]:
    groups = YAML(typ="safe").load(_FOLDER / "alerts.yml")["groups"]
    return {rule["alert"] for group in groups for rule in group["rules"]}


def _tried(*, firing: bool) -> set[str]:
    tests = YAML(typ="safe").load(_FOLDER / "alerts_test.yml")["tests"]
    return {
        rule["alertname"]
        for test in tests
        for rule in test["alert_rule_test"]
        if bool(rule.get("exp_alerts")) is firing
    }


def test_row23_alerts_fire_where_they_should_and_not_otherwise() -> None:
    tried = subprocess.run(
        [debian.program("promtool"), "test", "rules", "alerts_test.yml"],
        cwd=_FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )

    assert tried.returncode == 0, tried.stdout + tried.stderr


def test_row23_every_alert_has_a_test() -> None:
    assert _tried(firing=True) == _tried(firing=False) == _alerts()


def test_row23_every_alert_says_what_to_do() -> None:
    manual = (ROOT / "docs/operating.md").read_text()

    assert [alert for alert in _alerts() if f"`{alert}`" not in manual] == []
