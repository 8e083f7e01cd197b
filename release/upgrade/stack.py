"""One PostgreSQL and one Temporal, and the releases that run on them, one or both."""

import asyncio
import subprocess
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs
from cli.up.child import Part, plain_environment
from cli.up.cluster import Cluster
from doorstep.settings.processes import WorkerSettings
from trials.faults.process import PartProcess
from trials.faults.stack import (
    DATABASE,
    settings_of,
    temporal_process,
    variables_of,
)
from trials.ports import free_port


class Release:
    """One API and one worker of a release, and its commands."""

    def __init__(
        self, name: str, program: Path, variables: Mapping[str, str], folder: Path
    ) -> None:
        self.name = name
        self._program = program
        self._variables = {**plain_environment(), **variables, "PYTHONUNBUFFERED": "1"}
        self._folder = folder
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.worker = self._process("worker", free_port())
        self.api = self._process("api", free_port(), DOORSTEP_API_PORT=str(port))

    async def start(self) -> None:
        """The worker first, as the docs say; each is ready when it says so."""
        await self.worker.start()
        await self.api.start()

    async def stop(self) -> None:
        await self.api.stop()
        await self.worker.stop()

    async def end(self) -> None:
        """In any state, at the end of the run."""
        await self.api.end()
        await self.worker.end()

    async def prepare(self, migration_url: str) -> None:
        """What runs once per release."""
        await self.command("migrate", DOORSTEP_MIGRATION_URL=migration_url)
        await self.command("temporal", "register")

    async def command(self, *words: str, typed: str = "", **settings: str) -> str:
        """What it printed. Raises CalledProcessError where it failed."""
        process = await asyncio.create_subprocess_exec(
            self._program,
            *words,
            env={**self._variables, **settings},
            stdin=PIPE,
            stdout=PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed = (await process.communicate(typed.encode()))[0].decode()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, words, printed)
        return printed

    def _process(self, name: str, internal_port: int, **own: str) -> PartProcess:
        part = Part(
            name=f"{self.name}-{name}",
            command=(str(self._program), name),
            environment={
                **self._variables,
                **own,
                "DOORSTEP_INTERNAL_PORT": str(internal_port),
            },
            log=self._folder / f"{self.name}-{name}.log",
            patience=0,
        )

        async def ready() -> bool:
            return await _is_ready(internal_port)

        return PartProcess(part, ready)


@dataclass(frozen=True)
class Servers:
    """What every release finds."""

    cluster: Cluster
    settings: WorkerSettings
    variables: Mapping[str, str]

    @property
    def migration_url(self) -> str:
        return self.cluster.addresses(DATABASE)["DOORSTEP_MIGRATION_URL"]


@asynccontextmanager
async def running_servers(folder: Path, smtp_port: int) -> AsyncIterator[Servers]:
    """With an empty database, and a Temporal that knows nothing of Doorstep."""
    account = unprivileged_account()
    programs = postgres_programs(account)
    cluster = Cluster(folder / "postgres", programs, account, folder / "postgres.log")
    variables = variables_of(cluster.address(DATABASE, DATABASE), smtp_port)
    settings = settings_of(variables)
    postgres = PartProcess(cluster.part(), cluster.answers)
    temporal = temporal_process(settings, folder)
    try:
        await cluster.prepare()
        await temporal.start()
        await postgres.start()
        await cluster.make_database(DATABASE)
        yield Servers(cluster, settings, variables)
    finally:
        await temporal.end()
        await postgres.end()
        cluster.close()


async def _is_ready(internal_port: int) -> bool:
    """By `/readyz`: the schema is current, Temporal answers, a worker polls."""
    async with httpx.AsyncClient() as http:
        try:
            answer = await http.get(f"http://127.0.0.1:{internal_port}/readyz")
        except httpx.TransportError:
            return False
    return answer.status_code == httpx.codes.OK
