"""HTTP of the listeners beside the API, which refuse in plain text."""

from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from doorstep.process.http_limits import HttpLimits
from doorstep.process.http_protocol import Terms, bounded
from doorstep.process.open_connections import OpenConnections

_CONNECTIONS = 64


def plain_http() -> type[HttpToolsProtocol]:
    """The protocol class of one such listener."""
    limits = HttpLimits(connections=_CONNECTIONS)
    return bounded(Terms(limits, _refusal, OpenConnections(limits.connections)))


def _refusal(status: HTTPStatus) -> bytes:
    text = f"{status.phrase}\n"
    return (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(text)}\r\n"
        f"Connection: close\r\n\r\n{text}"
    ).encode()
