"""Ports for the servers that tests, bench, load and faults start."""

import atexit
import random
import socket
from contextlib import ExitStack

from cli.up.ports import claim, is_free

_PORTS = range(20000, 30000)
"""Outside the kernel's ephemeral range: no client gets one of these as its own port, so
a server that is restarted finds its port free.
"""
_claims = ExitStack()
"""Locks held until this process ends: no two test processes choose the same port."""
atexit.register(_claims.close)


def free_port(in_a_row: int = 1) -> int:
    """On 127.0.0.1; the first of so many that are free, and stay this process's."""
    while True:
        first = random.choice(_PORTS[: 1 - in_a_row or None])  # noqa: S311  no secret
        if _claimed(range(first, first + in_a_row)):
            return first


def _claimed(ports: range) -> bool:
    claims = [mine for port in ports if (mine := _claimed_one(port))]
    if len(claims) == len(ports):
        for mine in claims:
            _claims.enter_context(mine)
        return True
    for mine in claims:
        mine.close()
    return False


def _claimed_one(port: int) -> socket.socket | None:
    mine = claim(f"trial {port}")
    if mine and not is_free("127.0.0.1", port):
        mine.close()
        return None
    return mine
