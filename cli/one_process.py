"""`doorstep serve`: API and worker in one process, for small installations.

They share the connection to Temporal, so that Temporal hands the first task of a login
back with its start. On the way down the API finishes its requests first, for which it
needs the worker.
"""

import structlog
import typer
from temporalio.client import Client

import worker
from cli.api_server import (
    STARTUP_FAILED,
    http_server,
    missing_for,
    ports,
    until_stopped,
)
from cli.up.ports import check_free
from doorstep.clock import system_clock
from doorstep.logs import configure_logging
from doorstep.process.configuration import checked
from doorstep.process.embedded_server import EmbeddedServer
from doorstep.process.file_descriptors import reserve
from doorstep.process.health_listener import listening
from doorstep.process.loop_health import LoopHealth
from doorstep.process.memory import returning_memory, share_one_heap
from doorstep.process.readiness import Readiness
from doorstep.process.renewing import renewing
from doorstep.settings import Settings
from doorstep.settings.processes import WorkerSettings
from doorstep.telemetry import Telemetry, running_telemetry
from doorstep.temporal.client import connect
from doorstep.temporal.renewal import Renewal

_STARTING = "its own worker, which is starting"


async def serve(given: Settings) -> None:
    """Open the port once everything is ready, and serve until cancelled."""
    configure_logging(given.log_level)
    settings = checked(given, WorkerSettings)
    check_free(ports(settings))
    reserve(settings.api_connections)
    share_one_heap()
    async with running_telemetry(settings, "doorstep") as telemetry:
        client = await connect(settings, telemetry, lazy=True)
        readiness = Readiness(settings, client, system_clock)
        process = _Process(settings, telemetry, readiness, client)
        async with (
            returning_memory(process.health),
            listening(settings, process.missing, telemetry.exposition, process.health),
            renewing(settings, client, telemetry, process.health) as renewal,
        ):
            await process.run(renewal)


class _Process:
    """What is ready of it, and in which order it starts and stops."""

    def __init__(
        self,
        settings: WorkerSettings,
        telemetry: Telemetry,
        readiness: Readiness,
        client: Client,
    ) -> None:
        self._client = client
        self._settings = settings
        self._telemetry = telemetry
        self._readiness = readiness
        self.health = LoopHealth(system_clock, telemetry.meter)
        self._server: EmbeddedServer | None = None

    async def missing(self) -> str | None:
        if self._server is None:
            return await self._readiness.missing(needs_worker=False) or _STARTING
        waits_for = await missing_for(self._server, self._readiness)
        return waits_for or self.health.missing()

    async def run(self, renewal: Renewal) -> None:
        settings, telemetry = self._settings, self._telemetry
        await self._readiness.wait(needs_worker=False)
        async with worker.running_worker(
            settings, telemetry, self.health, client=self._client
        ) as workers:
            renewal.serve(workers)
            await self._readiness.wait(needs_worker=True)
            await self._serve()

    async def _serve(self) -> None:
        server = self._server = http_server(
            self._settings,
            self._telemetry,
            self.health,
            self._client,
            eager=True,
        )
        structlog.get_logger().info("opening", port=self._settings.api_port)
        await until_stopped(server)
        if not server.started:
            raise typer.Exit(STARTUP_FAILED)
