"""What one HTTP connection may take of a process, in bytes and seconds.

A proxy in front usually has limits of its own, but the first line of a request reaches
this process before anybody knows who sends it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class HttpLimits:
    """The defaults are those of the contract."""

    head_bytes: int = 32 * 1024
    """Request line and headers together; as much again for chunk sizes and trailers."""
    head_fields: int = 1000
    """Each costs time to read, however short it is; browsers and proxies send dozens.
    """
    message_bytes: int = 2 * 1024 * 1024
    """Of a body: routes refuse far less, and the rest is read only to be dropped."""
    first_byte_seconds: float = 15
    """Of a new connection; browsers close what they opened in advance after 10."""
    head_seconds: float = 10
    """From the first byte of a request to the end of its headers."""
    body_seconds: float = 10
    """From there to the end of the message; routes give up on a body after 4."""
    idle_seconds: float = 75
    """Between two requests, and while an answer is not taken."""
    farewell_seconds: float = 2
    """What is still sent is read for so long, so that a refusal can be read too."""
    connections: int = 768
    """Open at once: below the 1,024 file descriptors that a process usually has."""
