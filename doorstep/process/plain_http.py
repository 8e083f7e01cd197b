"""The HTTP protocol of listeners other than the API, with plain-text refusals."""

from http import HTTPStatus

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from doorstep.process.embedded_server import EmbeddedServer
from doorstep.process.http_limits import HttpLimits
from doorstep.process.http_protocol import ServerTerms, bounded
from doorstep.process.open_connections import OpenConnections

_CONNECTIONS = 64


def plain_server(
    app: Starlette,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    timeout_graceful_shutdown: int | None = None,
) -> EmbeddedServer:
    """Serves only the application's own routes, without an access log."""
    return EmbeddedServer(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=_plain_http(),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=timeout_graceful_shutdown,
        )
    )


def _plain_http() -> type[HttpToolsProtocol]:
    """The protocol class for one listener."""
    limits = HttpLimits(connections=_CONNECTIONS)
    return bounded(ServerTerms(limits, _refusal, OpenConnections(limits.connections)))


def _refusal(status: HTTPStatus) -> bytes:
    text = f"{status.phrase}\n"
    return (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(text)}\r\n"
        f"Connection: close\r\n\r\n{text}"
    ).encode()
