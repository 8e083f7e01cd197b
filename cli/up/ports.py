"""Checking and claiming the ports of the embedded stack.

All ports are checked before anything starts, so that nothing starts in part.
"""

import asyncio
import errno
import os
import socket
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from doorstep.errors import ConfigurationError
from doorstep.settings import Settings


@dataclass(frozen=True)
class PortRequest:
    """A port to listen on, and the setting that changes it."""

    setting: str
    host: str
    port: int


def internal_port(settings: Settings, *, after: int = 0) -> list[PortRequest]:
    """The port of the health listener plus `after`, if there is one."""
    port = settings.internal_port
    if port is None:
        return []
    return [PortRequest("DOORSTEP_INTERNAL_PORT", settings.internal_host, port + after)]


def check_free(wanted: Sequence[PortRequest]) -> None:
    """Raises ConfigurationError with a line for each port that is not free."""
    _refuse(_asked_for_twice(wanted) + _problems(wanted))


@contextmanager
def claimed_ports(wanted: Sequence[PortRequest]) -> Iterator[None]:
    """The same, and claim the ports against another `doorstep up` within the context.

    A port stays free until its server listens, seconds later: of two `doorstep up` at
    once, one would use the other's Temporal, and show its API as its own.
    """
    with ExitStack() as claims:
        taken = []
        for one in {(one.host, one.port): one for one in wanted}.values():
            mine = claim(f"{one.host}:{one.port}")
            if mine is None:
                taken.append(_in_words(one, OSError(errno.EADDRINUSE, "")))
            else:
                claims.enter_context(mine)
        problems = dict.fromkeys(taken + _problems(wanted))
        _refuse(_asked_for_twice(wanted) + list(problems))
        yield


def claim(name: str) -> socket.socket | None:
    """Claim the name until the process ends; None if another process has it.

    An abstract Unix socket has the scope of ports, the network namespace, and the
    kernel releases it. Only Linux has it: elsewhere a claim always succeeds.
    """
    mine = socket.socket(socket.AF_UNIX)
    if sys.platform == "linux":
        try:
            mine.bind(f"\0doorstep {name}")
        except OSError:
            mine.close()
            return None
    return mine


def is_free(host: str, port: int) -> bool:
    """Whether a server can listen there now."""
    return not _problems([PortRequest("", host, port)])


async def is_open(host: str, port: int) -> bool:
    """Whether a server listens there."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True


def _refuse(problems: list[str]) -> None:
    if problems:
        raise ConfigurationError("\n".join(problems))


def _problems(wanted: Sequence[PortRequest]) -> list[str]:
    return [problem for one in wanted if (problem := _problem(one))]


def _asked_for_twice(wanted: Sequence[PortRequest]) -> list[str]:
    settings = defaultdict(list)
    for one in wanted:
        settings[one.port].append(one.setting)
    return [
        f"{' and '.join(names)} are both {port}."
        for port, names in settings.items()
        if len(names) > 1
    ]


def _problem(one: PortRequest) -> str | None:
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


def _in_words(one: PortRequest, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {one.port} on {one.host} is taken: "
            f"free it, or set {one.setting} to another port."
        )
    reason = os.strerror(error.errno) if error.errno else str(error)
    return f"{one.setting}: cannot listen on {one.host} port {one.port}: {reason}."
