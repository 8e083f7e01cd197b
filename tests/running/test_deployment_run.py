"""The image's environment and compose's commands, run without Docker."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from cli.up.cluster import Cluster
from compose_file import ROOT, made_env, our_services, services
from deployment import Host, databases, finished_journey, install_image
from mail_server import MailServer

_PROXIES = dict.fromkeys(
    ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
    "http://127.0.0.1:9",  # nothing listens there
)
"""As Docker sets them in every container where its client is configured so."""


@pytest.fixture
async def host(
    cluster: Cluster,
    temporal: WorkflowEnvironment,
    mail_server: MailServer,
    tmp_path: Path,
) -> AsyncIterator[Host]:
    """Replaces Docker."""
    env = made_env(tmp_path)
    every = our_services(env)
    passwords = services(env)["postgres"]["environment"]
    async with databases(cluster, passwords) as socket:
        addresses = {
            "@postgres/doorstep?": f"@/doorstep?host={socket}&",
            "temporal:7233": temporal.client.service_client.config.target_host,
            "smtp://mailpit:1025": mail_server.url,
        }
        host = Host(
            install_image(tmp_path / "app"),
            {
                name: {
                    variable: _moved(value, addresses)
                    for variable, value in service["environment"].items()
                }
                | _PROXIES
                for name, service in every.items()
            },
            {name: service["command"] for name, service in every.items()},
            mail_server,
            {"worker": _of_image(), "api": every["api"]["healthcheck"]["test"]},
        )
        yield host
        await host.end()


def _of_image() -> list[str]:
    """The health check of the Dockerfile."""
    dockerfile = (ROOT / "Dockerfile").read_text()
    (words,) = re.findall(r"HEALTHCHECK .*\n +(CMD .*)$", dockerfile, re.MULTILINE)
    return ["CMD", *json.loads(words.removeprefix("CMD "))]


def _moved(value: str, addresses: dict[str, str]) -> str:
    for there, here in addresses.items():
        value = value.replace(there, here)
    return value


async def test_composed_commands_lead_to_a_code_and_stop_in_order(host: Host) -> None:
    person = await finished_journey(host)

    assert person.session_token
