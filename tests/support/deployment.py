"""A deployment's processes, run on this machine: the same commands and variables with
other addresses, as an orchestrator would start them.
"""

import asyncio
import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

import asyncpg
import httpx

from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs, program
from cli.up.cluster import OWNER, Cluster
from compose_file import ROOT
from doorstep.clock import Clock, system_clock
from journey import Journey
from mail_server import MailServer
from service import PASSWORD, Service
from trials.ports import free_port
from waiting import patient_client, until

ADMIN = "ada@acme.test"
REQUIRE = ("account", "require-two-step", "Acme", "on", "--reason", "asked for by Ada")
PASSWORDS = {
    f"{role}_PASSWORD": secrets.token_hex(16)
    for role in ("OWNER", "APPLICATION", "TEMPORAL")
}
"""Those of the roles that `databases` makes."""
_COUNTED = "\ndoorstep_logins_started_total 1\n"
_OUTSIDE = {name: v for name, v in os.environ.items() if name != "VIRTUAL_ENV"}
_COMPILED = {"UV_COMPILE_BYTECODE": "1"}  # as in the Dockerfile


def install_image(folder: Path) -> Path:
    """What the Dockerfile copies and installs; returns the folder of its programs."""
    folder.mkdir()
    for name in _copied():
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder)
    dockerfile = (ROOT / "Dockerfile").read_text()
    *_, sync = re.findall(r"^RUN uv (sync .*)$", dockerfile, re.MULTILINE)
    subprocess.run(
        [program("uv"), *shlex.split(sync), "--python", sys.executable],
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
    """Replaces the orchestrator. Services are `api`, `worker` and one-shot commands."""

    programs: Path
    environments: Mapping[str, dict[str, str]]
    commands: Mapping[str, list[str]]
    mail: MailServer
    checks: Mapping[str, list[str]] = field(default_factory=dict)
    """Health checks of images, such as `["CMD", "python", …]`."""
    ports: dict[str, int] = field(default_factory=dict)
    started: list[Process] = field(default_factory=list)

    async def start(self, service: str, *words: str, typed: bool = False) -> Process:
        command, environment = self.launched(service, words or self.commands[service])
        process = await asyncio.create_subprocess_exec(
            *command,
            env=environment,
            cwd=self.programs,
            stdin=PIPE if typed else DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
        )
        self.started.append(process)
        return process

    def launched(
        self, service: str, words: Sequence[str]
    ) -> tuple[list[str], dict[str, str]]:
        """What is executed for these words of the command line, and its variables."""
        return [str(self.programs / "doorstep"), *words], self.environment(service)

    def environment(self, service: str) -> dict[str, str]:
        """Its variables, with ports that nobody else has."""
        given = self.environments[service]
        return given | {
            "PATH": str(self.programs),
            "DOORSTEP_INTERNAL_PORT": str(self.port(f"{service}/internal")),
            "DOORSTEP_API_PORT": str(self.port(f"{service}/api")),
        }

    def port(self, name: str) -> int:
        return self.ports.setdefault(name, free_port())

    async def run(self, service: str, *words: str, typed: str = "") -> str:
        """Its output, once it has succeeded."""
        process = await self.start(service, *words, typed=True)
        printed = (await process.communicate(typed.encode()))[0].decode()
        assert process.returncode == 0, printed
        return printed.strip()

    async def says(self, service: str, path: str) -> httpx.Response | None:
        """The response of its internal listener; None where it does not listen yet."""
        port = self.port(f"{service}/internal")
        async with patient_client() as http:
            try:
                return await http.get(f"http://127.0.0.1:{port}{path}")
            except httpx.TransportError:
                return None

    async def is_healthy(self, service: str) -> bool:
        """By its health check, at this service's port."""
        _, *words = self.checks[service]
        port = str(self.port(f"{service}/internal"))
        command, environment = self.checking(
            service, [word.replace("9464", port) for word in words]
        )
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, stderr=DEVNULL
        )
        return await process.wait() == 0

    def checking(
        self, service: str, words: list[str]
    ) -> tuple[list[str], dict[str, str]]:
        """What is executed for a health check, and its variables."""
        return words, self.environment(service)

    async def until_ready(self, service: str) -> None:
        def ready(answer: httpx.Response | None) -> bool:
            return answer is not None and answer.status_code == 200

        await until(lambda: self.says(service, "/readyz"), ready)

    async def stop(self, *processes: Process) -> list[int]:
        """Their exit codes, after the signal that an orchestrator sends."""
        for process in processes:
            process.send_signal(signal.SIGTERM)
        return [await process.wait() for process in processes]

    async def end(self) -> None:
        """End what a test that failed has left running."""
        for process in self.started:
            if process.returncode is None:
                process.kill()
            await process.wait()


@dataclass(frozen=True)
class _Served:
    """What a journey uses of a service."""

    http: httpx.AsyncClient
    mail: MailServer
    clock: Clock = system_clock


async def finished_journey(host: Host, *checks: str) -> Journey:
    """From nothing to somebody who has signed in with a code, and to processes that
    have ended as they were told to. Before that, the commands of these names are run.
    """
    worker, api = await host.start("worker"), await host.start("api")
    await asyncio.gather(host.run("migrate"), host.run("register"))
    await host.run(
        "api",
        *("account", "create", "--name", "Acme", "--admin-email", ADMIN),
        "--password-stdin",
        typed=PASSWORD,
    )
    await host.run("api", *REQUIRE)
    for service in ("worker", "api"):
        await host.until_ready(service)
    if "promote" in host.commands:
        await host.run("promote")
    for service in host.checks:
        await until(partial(host.is_healthy, service), bool)
    person = await signed_in(host.port("api/api"), host.mail, ADMIN)
    for name in checks:
        await host.run(name)
    await until(lambda: _metrics(host), lambda text: _COUNTED in text)
    assert await host.stop(api, worker) == [0, 0]
    return person


async def signed_in(port: int, mail: MailServer, email: str) -> Journey:
    """Somebody whom their account asks for a code, and who had no authenticator."""
    url = f"http://127.0.0.1:{port}"
    async with patient_client(base_url=url) as http:
        served = cast("Service", _Served(http, mail))
        person = Journey(served, email, "admin_center")
        await person.start()
        await person.set_up()
        answer = await person.sign_in_after_setup()
    assert answer.json()["stage"] == "signed_in", answer.text
    return person


async def _metrics(host: Host) -> str:
    answer = await host.says("worker", "/metrics")
    return answer.text if answer else ""


@asynccontextmanager
async def databases(
    cluster: Cluster, passwords: Mapping[str, str]
) -> AsyncIterator[str]:
    """Those of `deploy/postgres/roles.sh`; yields the folder of the server's socket."""
    socket = httpx.URL(cluster.address(OWNER, OWNER)).params["host"]
    _make_roles({"POSTGRES_USER": OWNER, **passwords}, socket)
    yield socket
    admin = await asyncpg.connect(cluster.address(OWNER, OWNER))
    for database in ("doorstep", "temporal", "temporal_visibility"):
        await admin.execute(f"drop database {database} with (force)")
    for role in ("doorstep", "doorstep_owner", "temporal"):
        await admin.execute(f"drop role {role}")
    await admin.close()


def _make_roles(variables: Mapping[str, str], socket: str) -> None:
    psql = postgres_programs(unprivileged_account())
    subprocess.run(
        ["/bin/sh", ROOT / "deploy/postgres/roles.sh"],
        env={**variables, "PGHOST": socket, "PATH": f"{psql}:{os.environ['PATH']}"},
        check=True,
        capture_output=True,
    )
