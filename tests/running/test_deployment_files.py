"""Dockerfile and docker-compose.yml: valid, with existing settings and commands."""

import re
import stat
import subprocess
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from cli.app import app
from cli.up.binaries import program
from compose_file import FILE, ROOT, made_env, our_services, services, with_variables
from doorstep.process.configuration import checked, plaintext_peers
from doorstep.settings import Settings, load
from doorstep.settings.connections import Peer
from doorstep.settings.processes import WorkerSettings


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return made_env(tmp_path)


def settings_of(service: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in service["environment"].items():
        monkeypatch.setenv(name, value)
    return load()


def test_compose_file_follows_the_specification() -> None:
    ran = subprocess.run(
        [
            program("check-jsonschema"),
            *("--builtin-schema", "vendor.compose-spec", FILE),
        ],
        capture_output=True,
        check=False,
        text=True,
    )

    assert ran.returncode == 0, ran.stdout


def test_env_is_private_and_never_written_twice(tmp_path: Path) -> None:
    first = made_env(tmp_path)

    assert made_env(tmp_path) == first
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert len(set(first.values())) == len(first)


def test_every_variable_is_a_setting(env: dict[str, str]) -> None:
    asked = {
        name.removeprefix("DOORSTEP_").lower()
        for service in our_services(env).values()
        for name in service["environment"]
        if name.startswith("DOORSTEP_")
    }

    assert asked <= set(Settings.model_fields)


@pytest.mark.parametrize("name", ["migrate", "register", "worker", "api"])
def test_C2_compose_permits_plain_text_in_its_network_only(
    name: str, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(our_services(env)[name], monkeypatch)

    checked(settings, WorkerSettings)

    assert plaintext_peers(settings) == [Peer.temporal, Peer.postgres, Peer.smtp]


@pytest.mark.parametrize("name", ["migrate", "register", "worker", "api"])
def test_commands_are_those_of_the_command_line(name: str, env: dict[str, str]) -> None:
    words = our_services(env)[name]["command"]

    with pytest.raises(SystemExit) as ended:
        app([*words, "--help"])

    assert ended.value.code == 0


def test_only_the_owner_migrates(env: dict[str, str]) -> None:
    every = our_services(env)

    owners = [
        n for n, s in every.items() if "DOORSTEP_MIGRATION_URL" in s["environment"]
    ]

    assert owners == ["migrate"]
    assert all(
        env[password] not in str(every[name])
        for name in ("api", "worker")
        for password in ("OWNER_PASSWORD", "POSTGRES_PASSWORD", "TEMPORAL_PASSWORD")
    )


@pytest.mark.parametrize("name", ["migrate", "register", "worker", "api"])
def test_a_container_gets_all_settings_of_the_file_and_no_other_secret(
    name: str, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = {**env, "DOORSTEP_LOGIN_TTL": "20m", "DOORSTEP_LOG_LEVEL": "debug"}

    service = our_services(written)[name]
    settings = settings_of(service, monkeypatch)

    assert (settings.login_ttl, settings.log_level) == (1200, "DEBUG")
    given = service["environment"]
    assert [given[key] for key in env if not key.startswith("DOORSTEP_")] == [""] * 4


def test_H2_row9_every_port_is_published_on_loopback_only(
    env: dict[str, str],
) -> None:
    published = [
        port for service in services(env).values() for port in service.get("ports", [])
    ]

    assert "127.0.0.1:8000:8000" in published
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_H2_row9_documents_trust_the_one_address_of_the_proxy() -> None:
    pages = (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    trusted = {page.name: _trusted(page) for page in pages}
    gateway = with_variables(YAML(typ="safe").load(FILE)["networks"]["outside"], {})

    (config,) = gateway["ipam"]["config"]
    assert trusted["compose.md"] == {config["gateway"]}
    assert all(ip_address(one) for found in trusted.values() for one in found)
    assert ip_address(config["gateway"]) in ip_network(config["subnet"])


def _trusted(page: Path) -> set[str]:
    return set(re.findall(r"TRUSTED_PROXIES=(\S+)", page.read_text()))


def test_H2_row9_no_proxy_is_trusted_by_default(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings_of(our_services(env)["api"], monkeypatch).trusted_proxies == ()


def test_H2_row9_documented_proxies_write_the_clients_address_themselves() -> None:
    page = (ROOT / "docs/deploying/proxies.md").read_text()

    assert re.findall(r"X-Forwarded-For (\S+);", page) == ["$remote_addr"]
    assert re.findall(r"set-header X-Forwarded-For (\S+)", page) == ["%[src]"]


def test_images_are_pinned_and_ours_runs_unprivileged(env: dict[str, str]) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    images = [service["image"] for service in services(env).values()]
    images += re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)

    assert [image for image in images if not re.search(r":v?\d+\.\d+", image)] == []
    assert re.search(r"^USER 10001:10001$", dockerfile, re.MULTILINE)


def test_C2_no_secret_is_in_the_files() -> None:
    text = FILE.read_text() + (ROOT / "deploy/postgres/roles.sh").read_text()

    passwords = re.findall(r"(?:PASSWORD|PWD|KEYS): (.*)", text)
    passwords += re.findall(r"://\w+:(.*?)@", text)

    assert passwords
    assert [word for word in passwords if not word.startswith(("${", '""'))] == []


def test_files_that_containers_mount_exist(env: dict[str, str]) -> None:
    mounted = [
        volume.split(":")[0]
        for service in services(env).values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    ]

    assert mounted
    assert [path for path in mounted if not (ROOT / path).is_file()] == []
