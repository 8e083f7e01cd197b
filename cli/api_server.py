"""The HTTP server of `doorstep api` and `doorstep serve`."""

import asyncio
import math
import socket

import structlog
import typer
import uvicorn
from temporalio.client import Client

from api.app import create_app
from api.edge.malformed_requests import protocol
from cli.up.ports import PortRequest, check_free, internal_port
from doorstep.clock import system_clock
from doorstep.logs import configure_logging
from doorstep.process.configuration import checked
from doorstep.process.embedded_server import EmbeddedServer
from doorstep.process.file_descriptors import reserve
from doorstep.process.health_listener import STOPPING, listening
from doorstep.process.loop_health import LoopHealth
from doorstep.process.memory import returning_memory, settle, share_one_heap
from doorstep.process.readiness import Readiness
from doorstep.process.renewing import renewing
from doorstep.process.service_manager import tell_ready
from doorstep.rules.time_limits import USUAL
from doorstep.settings import Settings
from doorstep.settings.processes import ApiSettings
from doorstep.telemetry import Telemetry, running_telemetry
from doorstep.temporal.client import connect

_GRACE_SECONDS = math.ceil(USUAL.answer.total_seconds()) + 1
"""Longer than any response takes, so that a stop cuts none off."""
STARTUP_FAILED = 3
_OPENING = "its own port, which opens last"


async def serve(given: Settings) -> None:
    """Open the port once everything is ready, and serve until cancelled."""
    configure_logging(given.log_level)
    settings = checked(given, ApiSettings)
    check_free(ports(settings))
    reserve(settings.api_connections)
    share_one_heap()
    async with running_telemetry(settings, "doorstep-api") as telemetry:
        health = LoopHealth(system_clock, telemetry.meter)
        client = await connect(settings, telemetry, lazy=True)
        server = http_server(settings, telemetry, health, client)
        readiness = Readiness(settings, client, system_clock)

        async def missing() -> str | None:
            return await missing_for(server, readiness) or health.missing()

        async with (
            returning_memory(health),
            listening(settings, missing, telemetry.exposition, health),
            renewing(settings, client, telemetry, health),
        ):
            await readiness.wait(needs_worker=True)
            structlog.get_logger().info("opening", port=settings.api_port)
            await until_stopped(server)
    if not server.started:
        raise typer.Exit(STARTUP_FAILED)


class _ApiServer(EmbeddedServer):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            tell_ready()


async def missing_for(server: EmbeddedServer, readiness: Readiness) -> str | None:
    if server.should_exit:
        return STOPPING
    return await readiness.missing() or (None if server.started else _OPENING)


async def until_stopped(server: EmbeddedServer) -> None:
    """When cancelled, stop accepting requests and finish those in progress."""
    settle()
    serving = asyncio.create_task(server.serve())
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise


def ports(settings: Settings) -> list[PortRequest]:
    return [
        PortRequest("DOORSTEP_API_PORT", settings.api_host, settings.api_port),
        *internal_port(settings),
    ]


def http_server(
    settings: ApiSettings,
    telemetry: Telemetry,
    health: LoopHealth,
    client: Client,
    *,
    eager: bool = False,
) -> EmbeddedServer:
    """`eager`: a worker of this process has the client, too."""
    return _ApiServer(
        uvicorn.Config(
            create_app(
                settings,
                telemetry=telemetry,
                limits=USUAL,
                client=client,
                eager=eager,
                health=health,
            ),
            host=settings.api_host,
            port=settings.api_port,
            http=protocol(settings),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,  # no paths or client addresses in logs
            server_header=False,
            proxy_headers=False,  # `api.edge.client` reads X-Forwarded-For
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )
