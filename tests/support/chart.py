"""The Helm chart, rendered by Helm."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from compose_file import ROOT
from helm import kubernetes_program

CHART = ROOT / "deploy/helm/doorstep"
Values: TypeAlias = dict[str, Any]
Manifest: TypeAlias = dict[str, Any]
REQUIRED: Values = {
    "image": {"repository": "registry.acme.example/doorstep"},
    "secret": {"name": "doorstep"},
    "settings": {
        "PUBLIC_URL": "https://login.acme.example",
        "TEMPORAL_ADDRESS": "temporal-frontend.temporal:7233",
    },
}
EVERYTHING: Values = {
    "image": {"repository": "registry.acme.example:5000/doorstep", "tag": "1.5.0"},
    "secret": {"name": "doorstep", "temporalApiKey": True, "tracesUrl": True},
    "temporalCertificate": {"secretName": "temporal-client", "hasAuthority": True},
    "settings": {
        **REQUIRED["settings"],
        "OFFLINE_ACCESS_TTL": 2_592_000,
        "TEMPORAL_TLS": True,
        "LOGIN_TTL": "10m",
    },
    "worker": {
        "version": "1.5.0",
        "earlier": [
            {"version": "1.5.0-rc.1", "tag": "1.5.0-rc.1", "replicas": 1},
            {"version": "", "tag": "1.3.0", "replicas": 1},
        ],
    },
    "ingress": {"enabled": True, "className": "nginx", "tlsSecretName": "login-tls"},
    "httpRoute": {"enabled": True, "parentRefs": [{"name": "gateway"}]},
    "networkPolicies": {
        "metricsFrom": [{"namespaceSelector": {}}],
        "traces": {"ports": [4318]},
    },
    "serviceMonitor": {"enabled": True},
    "prometheusRule": {"enabled": True},
    "extraVolumes": [{"name": "ca", "configMap": {"name": "postgres-ca"}}],
    "extraVolumeMounts": [{"name": "ca", "mountPath": "/etc/doorstep/postgres"}],
    "api": {"nodeSelector": {"pool": "web"}, "tolerations": [{"operator": "Exists"}]},
}


def helm(*words: str, values: Values) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [kubernetes_program("helm"), *words, "--values", "-"],
        input=json.dumps(values),
        capture_output=True,
        text=True,
        check=False,
    )


def rendered(values: Values = REQUIRED, release: str = "doorstep") -> list[Manifest]:
    """Every object of an installation, hooks among them."""
    ran = helm("template", release, str(CHART), values=values)
    assert ran.returncode == 0, ran.stderr
    return [found for found in yaml.safe_load_all(ran.stdout) if found]


def of_kind(kind: str, objects: list[Manifest]) -> dict[str, Manifest]:
    """By their names."""
    return {o["metadata"]["name"]: o for o in objects if o["kind"] == kind}


def pods(objects: list[Manifest]) -> Iterator[tuple[str, Manifest]]:
    """The pod templates of Deployments and Jobs, by the name of their container."""
    for found in objects:
        if found["kind"] in ("Deployment", "Job"):
            pod = found["spec"]["template"]
            yield pod["spec"]["containers"][0]["name"], pod


def container(pod: Manifest) -> Manifest:
    (only,) = pod["spec"]["containers"]
    return dict(only)


def environment(pod: Manifest) -> dict[str, str]:
    given = container(pod)["env"]
    assert len({one["name"] for one in given}) == len(given)
    return {one["name"]: one["value"] for one in given}
