"""The image's environment and compose's commands, run without Docker."""

import asyncio
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from temporalio.testing import WorkflowEnvironment

from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs
from cli.up.cluster import OWNER, Cluster
from compose_file import ROOT, made_env, our_services, services
from mail_server import MailServer
from service import PASSWORD
from trials.ports import free_port
from waiting import patient_client, until

_OUTSIDE = {name: v for name, v in os.environ.items() if name != "VIRTUAL_ENV"}
_PROXIES = dict.fromkeys(
    ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
    "http://127.0.0.1:9",  # nothing listens there
)
"""As Docker sets them in every container where its client is configured so."""
_COMPILED = {"UV_COMPILE_BYTECODE": "1"}  # as in the Dockerfile


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the Dockerfile copies and installs; returns the folder of its programs."""
    folder = tmp_path_factory.mktemp("app")
    for name in _copied():
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder)
    dockerfile = (ROOT / "Dockerfile").read_text()
    uv = Path(sys.executable).with_name("uv")
    *_, sync = re.findall(r"^RUN uv (sync .*)$", dockerfile, re.MULTILINE)
    subprocess.run(
        [uv, *shlex.split(sync), "--python", sys.executable],
        cwd=folder,
        env=_OUTSIDE | _COMPILED,
        check=True,
        capture_output=True,
    )
    return folder / ".venv/bin"


def _copied() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    return [line.removeprefix("!") for line in lines if line.startswith("!")]


@dataclass(frozen=True)
class Host:
    """Replaces Docker: the same commands and variables, other addresses."""

    programs: Path
    environments: dict[str, dict[str, str]]
    commands: dict[str, list[str]]
    ports: dict[str, int]
    checks: dict[str, list[str]]
    started: list[Process] = field(default_factory=list)

    async def start(self, service: str, *words: str, typed: bool = False) -> Process:
        process = await asyncio.create_subprocess_exec(
            *(self.programs / "doorstep", *(words or self.commands[service])),
            env=self.environments[service] | {"PATH": str(self.programs)},
            cwd=self.programs,
            stdin=PIPE if typed else DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
        )
        self.started.append(process)
        return process

    async def run(self, service: str, *words: str, typed: str = "") -> str:
        """Its output, once it has succeeded."""
        process = await self.start(service, *words, typed=True)
        printed = (await process.communicate(typed.encode()))[0].decode()
        assert process.returncode == 0, printed
        return printed.strip()

    async def is_healthy(self, service: str) -> bool:
        """By the health check of compose or the image, at this service's port."""
        _, *words = self.checks[service]
        process = await asyncio.create_subprocess_exec(
            *(word.replace("9464", str(self.ports[service])) for word in words),
            env=self.environments[service] | {"PATH": str(self.programs)},
            stderr=DEVNULL,
        )
        return await process.wait() == 0

    async def says(self, service: str, path: str) -> httpx.Response | None:
        """The response of its internal listener; None where it does not listen yet."""
        async with patient_client() as http:
            try:
                return await http.get(f"http://127.0.0.1:{self.ports[service]}{path}")
            except httpx.TransportError:
                return None


@pytest.fixture
async def host(
    image: Path,
    cluster: Cluster,
    temporal: WorkflowEnvironment,
    shared_mail_server: MailServer,
    tmp_path: Path,
) -> AsyncIterator[Host]:
    env = made_env(tmp_path)
    socket = httpx.URL(cluster.address(OWNER, OWNER)).params["host"]
    addresses = {
        "@postgres/doorstep?": f"@/doorstep?host={socket}&",
        "temporal:7233": temporal.client.service_client.config.target_host,
        "smtp://mailpit:1025": shared_mail_server.url,
    }
    every = our_services(env)
    ports = {name: free_port() for name in every}
    _make_roles(services(env)["postgres"]["environment"], socket)
    host = Host(
        image,
        {
            name: {
                variable: _moved(value, addresses)
                for variable, value in service["environment"].items()
            }
            | _PROXIES
            | {
                "DOORSTEP_INTERNAL_PORT": str(ports[name]),
                "DOORSTEP_API_PORT": str(free_port()),
            }
            for name, service in every.items()
        },
        {name: service["command"] for name, service in every.items()},
        ports,
        {
            "worker": _of_image(),
            "api": every["api"]["healthcheck"]["test"],
        },
    )
    yield host
    for process in host.started:
        if process.returncode is None:  # a test that failed leaves it running
            process.kill()
        await process.wait()
    await _drop_roles(cluster)


def _of_image() -> list[str]:
    """The health check of the Dockerfile."""
    dockerfile = (ROOT / "Dockerfile").read_text()
    (words,) = re.findall(r"HEALTHCHECK .*\n +(CMD .*)$", dockerfile, re.MULTILINE)
    return ["CMD", *json.loads(words.removeprefix("CMD "))]


def _moved(value: str, addresses: dict[str, str]) -> str:
    for there, here in addresses.items():
        value = value.replace(there, here)
    return value


def _make_roles(variables: dict[str, str], socket: str) -> None:
    psql = postgres_programs(unprivileged_account())
    subprocess.run(
        ["/bin/sh", ROOT / "deploy/postgres/roles.sh"],
        env={**variables, "PGHOST": socket, "PATH": f"{psql}:{os.environ['PATH']}"},
        check=True,
        capture_output=True,
    )


async def _drop_roles(cluster: Cluster) -> None:
    admin = await asyncpg.connect(cluster.address(OWNER, OWNER))
    for database in ("doorstep", "temporal", "temporal_visibility"):
        await admin.execute(f"drop database {database} with (force)")
    for role in ("doorstep", "doorstep_owner", "temporal"):
        await admin.execute(f"drop role {role}")
    await admin.close()


async def test_composed_commands_serve_a_login_and_stop_in_order(host: Host) -> None:
    worker, api = await host.start("worker"), await host.start("api")
    await asyncio.gather(host.run("migrate"), host.run("register"))
    await host.run(
        "api",
        *("account", "create", "--name", "Acme", "--admin-email", "ada@acme.test"),
        "--password-stdin",
        typed=PASSWORD,
    )
    for service in ("worker", "api"):
        await _until_ready(host, service)
        await until(partial(host.is_healthy, service), bool)

    signed_in = await _sign_in(host.environments["api"]["DOORSTEP_API_PORT"])
    counted = await _metrics_with(host, "\ndoorstep_logins_started_total 1\n")
    for process in (api, worker):
        process.send_signal(signal.SIGTERM)

    assert signed_in["stage"] == "signed_in"
    assert "temporal_num_pollers" in counted
    assert [await process.wait() for process in (api, worker)] == [0, 0]


async def _until_ready(host: Host, service: str) -> None:
    def ready(answer: httpx.Response | None) -> bool:
        return answer is not None and answer.status_code == 200

    await until(lambda: host.says(service, "/readyz"), ready)


async def _sign_in(port: str) -> dict[str, Any]:
    body = {
        "email": "ada@acme.test",
        "password": PASSWORD,
        "application": "admin_center",
    }
    async with patient_client() as http:
        answer = await http.post(f"http://127.0.0.1:{port}/v1/logins", json=body)
    return dict(answer.json())


async def _metrics_with(host: Host, line: str) -> str:
    async def metrics() -> str:
        answer = await host.says("worker", "/metrics")
        return answer.text if answer else ""

    return await until(metrics, lambda text: line in text)
