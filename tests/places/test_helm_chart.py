"""The Helm chart renders to what Kubernetes accepts and Doorstep understands."""

from typing import Any

import kubernetes_validate
import pytest
import yaml

from chart import (
    CHART,
    EVERYTHING,
    REQUIRED,
    Manifest,
    container,
    environment,
    helm,
    of_kind,
    pods,
    rendered,
)
from cli.app import app
from compose_file import ROOT
from doorstep.settings import Settings, load

_OF_OTHERS = {"HTTPRoute", "ServiceMonitor", "PrometheusRule"}
"""Kinds that are not Kubernetes' own, for which its schemas have nothing."""


@pytest.fixture(scope="module")
def everything() -> list[Manifest]:
    return rendered(EVERYTHING)


def test_the_chart_has_nothing_to_complain_about() -> None:
    ran = helm("lint", "--strict", str(CHART), values=EVERYTHING)

    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("version", ["1.27", "1.37"])
@pytest.mark.parametrize("values", [REQUIRED, EVERYTHING])
def test_every_object_has_the_schema_of_kubernetes(
    values: dict[str, Any], version: str
) -> None:
    objects = rendered(values)

    for found in objects:
        if found["kind"] not in _OF_OTHERS:
            kubernetes_validate.validate(found, version, strict=True)
    assert {"Deployment", "Job", "NetworkPolicy"} <= {
        found["kind"] for found in objects
    }


def test_names_are_unique_and_begin_with_the_release(
    everything: list[Manifest],
) -> None:
    names = [(found["kind"], found["metadata"]["name"]) for found in everything]

    assert len(set(names)) == len(names)
    assert all(len(name) <= 63 and name.startswith("doorstep") for _, name in names)


def test_pods_have_the_rights_of_the_restricted_profile(
    everything: list[Manifest],
) -> None:
    for _, pod in pods(everything):
        spec, security = pod["spec"], container(pod)["securityContext"]
        assert spec["securityContext"]["runAsNonRoot"]
        assert spec["securityContext"]["runAsUser"] == 10001
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not spec["automountServiceAccountToken"]
        assert security == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }


def test_row29_no_pod_gets_service_links(everything: list[Manifest]) -> None:
    assert [pod["spec"]["enableServiceLinks"] for _, pod in pods(everything)] == [
        False
    ] * len(list(pods(everything)))


def test_commands_are_those_of_the_command_line(everything: list[Manifest]) -> None:
    for _, pod in pods(everything):
        with pytest.raises(SystemExit) as ended:
            app([*container(pod)["args"], "--help"])
        assert ended.value.code == 0


def test_every_variable_is_a_setting(everything: list[Manifest]) -> None:
    for _, pod in pods(everything):
        names = environment(pod)
        assert {n.removeprefix("DOORSTEP_").lower() for n in names} <= set(
            Settings.model_fields
        )


def test_settings_arrive_as_they_were_written(
    everything: list[Manifest], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = dict(pods(everything))
    for name, value in environment(found["api"]).items():
        if "secrets" not in value:
            monkeypatch.setenv(name, value)

    settings = load()

    assert settings.offline_access_ttl == 2_592_000
    assert (settings.temporal_tls, settings.login_ttl) == (True, 600)
    assert (settings.api_host, settings.api_port) == ("0.0.0.0", 8000)  # noqa: S104


def test_C2_each_process_gets_the_secrets_that_it_needs_as_files(
    everything: list[Manifest],
) -> None:
    both, key = {"DATABASE_URL", "KEYS", "TRACES_URL"}, "TEMPORAL_API_KEY"
    needed = {
        "api": both | {key},
        "worker": both | {"SMTP_URL", key},
        "migrate": {"DATABASE_URL", "MIGRATION_URL"},
        "register": {key},
        "promote": {key},
        "doctor": {"DATABASE_URL", "KEYS", "SMTP_URL", key},
    }

    for name, pod in pods(everything):
        mounted = _files(pod)
        assert set(mounted) == needed[name]
        given = environment(pod)
        assert {n: given[f"DOORSTEP_{n}_FILE"] for n in mounted} == mounted
        assert [n for n in needed["worker"] if f"DOORSTEP_{n}" in given] == []


def _files(pod: Manifest) -> dict[str, str]:
    """Where each key of the Secret is, for its process and nobody else."""
    mounts = {m["name"]: m["mountPath"] for m in container(pod)["volumeMounts"]}
    (volume,) = [v for v in pod["spec"]["volumes"] if v["name"] == "secrets"]
    assert volume["secret"]["defaultMode"] == 0o440
    return {
        one["key"]: f"{mounts['secrets']}/{one['path']}"
        for one in volume["secret"]["items"]
    }


def test_alive_is_about_the_process_and_ready_about_what_it_needs(
    everything: list[Manifest],
) -> None:
    for name, pod in pods(everything):
        if name not in ("api", "worker"):
            continue
        probes = {
            kind: container(pod)[f"{kind}Probe"]["httpGet"]
            for kind in ("startup", "liveness", "readiness")
        }
        assert {kind: probe["path"] for kind, probe in probes.items()} == {
            "startup": "/healthz",
            "liveness": "/healthz",
            "readiness": "/readyz",
        }
        assert {probe["port"] for probe in probes.values()} == {"internal"}
        assert environment(pod)["DOORSTEP_INTERNAL_PORT"] == "9464"


def test_a_pod_has_the_time_to_finish_that_the_manual_asks_for(
    everything: list[Manifest],
) -> None:
    found = dict(pods(everything))

    slept = int(container(found["api"])["lifecycle"]["preStop"]["exec"]["command"][1])

    assert found["api"]["spec"]["terminationGracePeriodSeconds"] >= slept + 15
    assert found["worker"]["spec"]["terminationGracePeriodSeconds"] >= 15


def test_alerts_are_those_of_the_product(everything: list[Manifest]) -> None:
    (rule,) = of_kind("PrometheusRule", everything).values()

    written = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())
    assert rule["spec"] == written


def test_a_host_name_leads_to_the_api_and_not_to_its_internal_port(
    everything: list[Manifest],
) -> None:
    (service,) = [s for n, s in of_kind("Service", everything).items() if "api" in n]
    (ingress,) = of_kind("Ingress", everything).values()
    (route,) = of_kind("HTTPRoute", everything).values()

    (rule,) = ingress["spec"]["rules"]
    assert rule["host"] == "login.acme.example"
    assert route["spec"]["hostnames"] == ["login.acme.example"]
    assert [port["targetPort"] for port in service["spec"]["ports"]] == ["http"]


def test_the_schema_of_the_chart_names_every_value() -> None:
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    schema = yaml.safe_load((CHART / "values.schema.json").read_text())

    assert set(values) == set(schema["properties"]) - {"global"}
