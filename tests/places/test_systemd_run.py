"""The wheel in a folder of its own, and the units' commands with their environment and
copies of their secrets.
"""

import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.testing import WorkflowEnvironment

from cli.up.binaries import program
from cli.up.cluster import Cluster
from deployment import PASSWORDS, Host, databases, finished_journey
from mail_server import MailServer
from units import (
    build,
    credentials,
    documented_settings,
    lines,
    variables,
    write_secrets,
)

_UNITS = {"api": "doorstep-api@8000", "worker": "doorstep-worker@1"}
_ONCE = "doorstep-migrate"


@dataclass(frozen=True)
class Managed(Host):
    """A host whose processes are told of a socket, as by systemd."""

    socket: Path = field(kw_only=True)

    def launched(
        self, service: str, words: Sequence[str]
    ) -> tuple[list[str], dict[str, str]]:
        command, environment = super().launched(service, words)
        if list(words) != self.commands[service]:
            return command, environment
        return command, environment | {"NOTIFY_SOCKET": str(self.socket)}


def install(folder: Path) -> Path:
    """The wheel of this tree, with the versions of uv.lock; returns its programs."""
    wheel, constraints = build(folder / "dist")
    programs = folder / "opt/bin"
    pip = (program("uv"), "pip", "install", "--python", str(programs / "python"))
    for command in (
        [program("uv"), "venv", "--python", sys.executable, str(folder / "opt")],
        [*pip, "--constraints", str(constraints), str(wheel)],
    ):
        subprocess.run(command, check=True, capture_output=True)
    return programs


@pytest.fixture
async def host(
    cluster: Cluster,
    temporal: WorkflowEnvironment,
    mail_server: MailServer,
    tmp_path: Path,
) -> AsyncIterator[Managed]:
    """Replaces systemd."""
    settings = documented_settings() | {
        "DOORSTEP_TEMPORAL_ADDRESS": temporal.client.service_client.config.target_host,
        "DOORSTEP_TEMPORAL_NAMESPACE": temporal.client.namespace,
        "DOORSTEP_TASK_QUEUE": f"doorstep-{uuid4()}",
    }
    async with databases(cluster, PASSWORDS) as folder:
        server = f"@/doorstep?host={folder}"
        write_secrets(tmp_path / "secrets", PASSWORDS, server, mail_server.url)
        migrate, register = (line.split()[1:] for line in lines(_ONCE, "ExecStart"))
        units = {**_UNITS, "migrate": _ONCE, "register": _ONCE}
        host = Managed(
            install(tmp_path),
            {
                service: settings | _given(unit, tmp_path)
                for service, unit in units.items()
            },
            {"migrate": migrate, "register": register}
            | {
                service: lines(unit, "ExecStart")[0].split()[1:]
                for service, unit in _UNITS.items()
            },
            mail_server,
            socket=tmp_path / "notify",
        )
        yield host
        await host.end()


def _given(unit: str, folder: Path) -> dict[str, str]:
    """Its variables, and a folder with copies of what it loads."""
    there = folder / unit
    there.mkdir(exist_ok=True)
    for name, file in credentials(unit).items():
        shutil.copy(folder / "secrets" / file.name, there / name)
        (there / name).chmod(0o400)
    return {
        name: value.replace("%d", str(there)) for name, value in variables(unit).items()
    }


async def test_commands_of_the_units_lead_to_a_code_and_stop_in_order(
    host: Managed,
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(host.socket))
        manager.setblocking(False)
        person = await finished_journey(host)
        told = _received(manager)

    assert person.session_token
    assert [line for line in told if not line.startswith("STATUS=Waiting")] == [
        *("READY=1", "STATUS=Ready.") * 2,
        *("STOPPING=1", "STATUS=Finishing what is in progress.") * 2,
    ]


def _received(manager: socket.socket) -> list[str]:
    lines: list[str] = []
    while True:
        try:
            lines += manager.recv(4096).decode().splitlines()
        except BlockingIOError:
            return lines
