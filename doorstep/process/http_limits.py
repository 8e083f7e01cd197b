"""The limits of an HTTP connection, in bytes and seconds.

A proxy in front usually has its own, but this process must not depend on them: it reads
requests before it knows who sends them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class HttpLimits:
    """The defaults are documented in the HTTP contract."""

    head_bytes: int = 32 * 1024
    """Request line and headers together; as much again for chunk sizes and trailers."""
    head_fields: int = 1000
    """The number of headers; browsers and proxies send dozens."""
    message_bytes: int = 2 * 1024 * 1024
    """The body; routes refuse far smaller ones, and the rest is read and discarded."""
    first_byte_seconds: float = 15
    """On a new connection; browsers close preconnected ones after 10."""
    head_seconds: float = 10
    """From the first byte of a request to the end of its headers."""
    body_seconds: float = 10
    """From there to the end of the message; routes stop reading a body after 4."""
    idle_seconds: float = 75
    """Between two requests, and while the client does not read the response."""
    proxy_idle_seconds: float = 620
    """Between two requests of a trusted proxy. It must outlast what proxies keep idle
    connections for, or some request meets a connection that is being closed: 60 s in
    nginx, 90 in Traefik, 120 in Caddy, 600 in Google's load balancers.
    """
    farewell_seconds: float = 2
    """How long input is drained after a refusal, so that the client can read it."""
    connections: int = 768
    """Open at once; below 1,024, the usual limit of file descriptors."""

    def idle_of(self, *, trusted: bool) -> float:
        """Seconds for a client, or for a trusted proxy."""
        return self.proxy_idle_seconds if trusted else self.idle_seconds
