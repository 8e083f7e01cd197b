"""Upgrades by the Helm chart, and values that it refuses."""

from typing import Any

import pytest

from chart import CHART, REQUIRED, Manifest, container, helm, of_kind, rendered

OLD = {"version": "1.4.0", "tag": "1.4.0", "replicas": 1}


def installed(tag: str, **worker: object) -> list[Manifest]:
    image = {**REQUIRED["image"], "tag": tag}
    return rendered({**REQUIRED, "image": image, "worker": worker})


def hook(name: str, objects: list[Manifest]) -> dict[str, str]:
    found: dict[str, str] = of_kind("Job", objects)[name]["metadata"]["annotations"]
    return found


def test_schema_and_search_attributes_are_there_before_the_pods() -> None:
    objects = rendered()

    migrate, register = (
        hook(f"doorstep-{name}", objects) for name in ("migrate", "register")
    )

    for found in (migrate, register):
        assert found["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert int(migrate["helm.sh/hook-weight"]) < int(register["helm.sh/hook-weight"])
    assert "doorstep-promote" not in of_kind("Job", objects)


def test_an_upgrade_leaves_workers_of_an_earlier_release_alone() -> None:
    before = of_kind("Deployment", installed("1.4.0", version="1.4.0"))

    after = of_kind("Deployment", installed("1.5.0", version="1.5.0", earlier=[OLD]))

    name = "doorstep-worker-1-4-0"
    for part in ("selector", "template"):
        assert after[name]["spec"][part] == before[name]["spec"][part]
    new = container(after["doorstep-worker-1-5-0"]["spec"]["template"])
    assert new["image"].endswith(":1.5.0")
    assert {"name": "DOORSTEP_DEPLOYMENT_VERSION", "value": "1.5.0"} in new["env"]


def test_new_flows_go_to_a_release_once_its_workers_are_there() -> None:
    promoted = installed("1.5.0", version="1.5.0")
    left = installed("1.5.0", version="1.5.0", promote=False)

    job = of_kind("Job", promoted)["doorstep-promote"]
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "post-install,post-upgrade"
    assert container(job["spec"]["template"])["args"] == [
        *("temporal", "promote", "1.5.0")
    ]
    assert "doorstep-promote" not in of_kind("Job", left)


def test_workers_from_before_pinning_finish_their_flows() -> None:
    before = of_kind("Deployment", installed("1.3.0"))

    after = of_kind(
        "Deployment",
        installed(
            "1.4.0", version="1.4.0", earlier=[{**OLD, "version": "", "tag": "1.3.0"}]
        ),
    )

    name = "doorstep-worker"
    assert after[name]["spec"]["template"] == before[name]["spec"]["template"]


def test_a_digest_takes_the_place_of_a_tag() -> None:
    digest = f"sha256:{'ab' * 32}"
    image = {**REQUIRED["image"], "digest": digest}

    api = of_kind("Deployment", rendered({**REQUIRED, "image": image}))["doorstep-api"]

    assert container(api["spec"]["template"])["image"].endswith(f"doorstep@{digest}")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"image": {"repository": ""}}, "/image/repository"),
        ({"image": {"repository": "acme/doorstep:1.5.0"}}, "/image/repository"),
        ({"secret": {"name": ""}}, "/secret/name"),
        ({"settings": {"PUBLIC_URL": "https://a.example"}}, "TEMPORAL_ADDRESS"),
        ({"settings": {"KEYS": "k1:abc"}}, "settings.KEYS: secrets"),
        ({"settings": {"DATABASE_URL": "postgresql://a:b@c/d"}}, "secret.name"),
        ({"settings": {"KEYS_FILE": "/keys"}}, "settings.KEYS_FILE: secrets"),
        ({"settings": {"DOORSTEP_LOGIN_TTL": "5m"}}, "settings.DOORSTEP_LOGIN_TTL"),
        ({"settings": {"API_PORT": 9000}}, "settings.API_PORT: the chart"),
        ({"settings": {"DEPLOYMENT_VERSION": "1.5.0"}}, "set worker.version"),
        ({"settings": {"login_ttl": "5m"}}, "'/settings'"),
        ({"settings": {"LOGIN_TTL": ["5m"]}}, "/settings/LOGIN_TTL"),
        ({"worker": {"earlier": [{"version": "1.4.0"}]}}, "/worker/earlier/0"),
        ({"worker": {"replica": 3}}, "/worker"),
        ({"httpRoute": {"enabled": True}}, "/httpRoute"),
        ({"worker": {"version": "1.5.0", "earlier": [OLD, OLD]}}, "two releases"),
    ],
)
def test_values_that_cannot_work_are_refused_by_name(
    values: dict[str, Any], said: str
) -> None:
    settings = {"settings": {**REQUIRED["settings"], **values.get("settings", {})}}
    if "TEMPORAL_ADDRESS" in said:
        settings = {}

    ran = helm(
        *("template", "doorstep", str(CHART)), values={**REQUIRED, **values, **settings}
    )

    assert ran.returncode != 0
    assert said in ran.stderr
