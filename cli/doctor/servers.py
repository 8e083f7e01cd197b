"""The checks of each server, where DOORSTEP_DATABASE_URL names several."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cli.doctor.findings import Finding, failed, ok, warning
from doorstep.db.faults import fault_of
from doorstep.db.pool import DATABASE_AWAY
from doorstep.db.servers import Server, Servers
from doorstep.errors import ConfigurationError, NoServerTakesWrites

_CHECK = "database host"
_PATIENCE_SECONDS = 4.0
_ASKED = """
    select pg_postmaster_start_time() as since,
        current_setting('synchronous_standby_names') as standbys
"""
_SYNCHRONOUS = "what was answered is on a standby, too"
_ASYNCHRONOUS = (
    "the last commits before a fail-over can be lost, since synchronous_standby_names "
    "is empty"
)


@dataclass(frozen=True)
class _Primary:
    """`since` tells servers apart: two addresses may lead to one of them."""

    name: str
    since: datetime
    standbys: str


async def examine_servers(database_url: str) -> list[Finding]:
    """A finding for each host: primary, standby or not reachable; none for one host."""
    try:
        servers = Servers(database_url)
    except ConfigurationError:
        return []  # the check of the database reports it
    if len(servers.all) == 1:
        return []
    seen = await asyncio.gather(*(_look(servers, each) for each in servers.all))
    primaries = [each for each in seen if isinstance(each, _Primary)]
    return [
        *_two_primaries(primaries),
        *(_described(each) if isinstance(each, _Primary) else each for each in seen),
    ]


async def _look(servers: Servers, server: Server) -> _Primary | Finding:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            connection = await servers.reach(server, _PATIENCE_SECONDS)
            try:
                (row,) = await connection.fetch(_ASKED)
            finally:
                connection.terminate()
    except NoServerTakesWrites as why:
        return ok(_CHECK, f"{server.name} is passed over: {why}.")
    except DATABASE_AWAY as error:
        return warning(
            _CHECK,
            f"{server.name} is not reachable: {fault_of(error).what}.",
            "Check that it is running: until then there is one server fewer to fail "
            "over to.",
        )
    return _Primary(server.name, row["since"], row["standbys"])


def _described(primary: _Primary) -> Finding:
    lasting = _SYNCHRONOUS if primary.standbys else _ASYNCHRONOUS
    return ok(_CHECK, f"{primary.name} takes writes; {lasting}.")


def _two_primaries(primaries: Sequence[_Primary]) -> list[Finding]:
    if len({primary.since for primary in primaries}) <= 1:
        return []
    names = " and ".join(primary.name for primary in primaries)
    return [
        failed(
            _CHECK,
            f"{names} are different servers, and all of them take writes.",
            "Stop those that were replaced, or take them out of "
            "DOORSTEP_DATABASE_URL: what is written there is not on the others.",
        )
    ]
