"""How the API is served."""

import structlog
import typer
import uvicorn

from api.app import create_app
from doorstep.cli.readiness import wait_until_ready
from doorstep.configuration import check
from doorstep.local.ports import Wanted, check_free
from doorstep.logs import configure_logging
from doorstep.settings import Settings

_GRACE_SECONDS = 3
_STARTUP_FAILED = 3


async def serve(settings: Settings) -> None:
    """Open the port last: who reaches it can sign in. Ends with SIGTERM or SIGINT."""
    configure_logging(settings.log_level)
    check(settings, sends_mail=False)
    check_free([Wanted("DOORSTEP_API_PORT", settings.api_host, settings.api_port)])
    app = create_app(settings)
    await wait_until_ready(settings, needs_worker=True)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.api_host,
            port=settings.api_port,
            http="httptools",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,  # paths and addresses of people stay out of logs
            server_header=False,
            proxy_headers=False,  # the API itself judges X-Forwarded-For
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )
    structlog.get_logger().info("opening", port=settings.api_port)
    await server.serve()
    if not server.started:
        raise typer.Exit(_STARTUP_FAILED)
