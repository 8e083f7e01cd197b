"""Are the ports free, and does somebody listen there by now?

The first is asked before anything starts, so that nothing half-starts.
"""

import asyncio
import errno
import os
import socket
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from doorstep.errors import ConfigurationError
from doorstep.settings import Settings


@dataclass(frozen=True)
class Wanted:
    """A port to listen on, and the variable that moves it."""

    setting: str
    host: str
    port: int


def internal_port(settings: Settings, *, after: int = 0) -> list[Wanted]:
    """That of the internal listener, where there is to be one, or one `after` it."""
    port = settings.internal_port
    if port is None:
        return []
    return [Wanted("DOORSTEP_INTERNAL_PORT", settings.internal_host, port + after)]


def check_free(wanted: Sequence[Wanted]) -> None:
    """ConfigurationError with a line for each port that cannot be had."""
    problems = _asked_for_twice(wanted) + [
        problem for one in wanted if (problem := _problem(one))
    ]
    if problems:
        raise ConfigurationError("\n".join(problems))


async def is_open(host: str, port: int) -> bool:
    """Whether somebody listens there."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True


def _asked_for_twice(wanted: Sequence[Wanted]) -> list[str]:
    settings = defaultdict(list)
    for one in wanted:
        settings[one.port].append(one.setting)
    return [
        f"{' and '.join(names)} are both {port}."
        for port, names in settings.items()
        if len(names) > 1
    ]


def _problem(one: Wanted) -> str | None:
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(
            one.host, one.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            with socket.socket(family, kind, protocol) as probe:
                # As the servers do: a port in TIME_WAIT after a restart is free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        return _in_words(one, error)
    return None


def _in_words(one: Wanted, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {one.port} on {one.host} is taken: "
            f"free it or set {one.setting} to another one."
        )
    reason = os.strerror(error.errno) if error.errno else str(error)
    return f"{one.setting}: cannot listen on {one.host} port {one.port}: {reason}."
