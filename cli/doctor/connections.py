"""The checks of connections: a pooler, time limits of statements, and how many there
may be.
"""

from datetime import timedelta

from cli.amounts import amount
from cli.doctor.findings import Finding, failed, ok, warning
from doorstep.db.connection_room import BESIDE_THE_POOL, room
from doorstep.db.pool import Pool
from doorstep.db.pooling import is_pooled, lacking_behind_pooler
from doorstep.rules.time_limits import USUAL
from doorstep.settings import Settings
from doorstep.settings.processes import DatabaseSettings

_LIMITS, _ROOM = "time limits", "connections"
_STALE = (
    "If that has been done, have the pooler open its connections to PostgreSQL again "
    "(PgBouncer: `RECONNECT`)."
)
_FEWEST = 2
"""Processes: an API and a worker."""


async def examine_connections(pool: Pool, settings: Settings) -> list[Finding]:
    return [await _limits(pool, settings), await _room(pool, settings)]


async def _limits(pool: Pool, settings: Settings) -> Finding:
    async with pool.acquire() as connection:
        pooled = await is_pooled(connection)
    url = DatabaseSettings.of(settings).database_url
    if lacking := await lacking_behind_pooler(url):
        return failed(_LIMITS, f"There is a pooler, and {lacking}", _STALE)
    seconds = USUAL.statement / timedelta(seconds=1)
    how = "by the role, since there is a pooler" if pooled else "by each connection"
    return ok(_LIMITS, f"No statement takes longer than {seconds:.1f} s, {how}.")


async def _room(pool: Pool, settings: Settings) -> Finding:
    async with pool.acquire() as connection:
        most, own = await room(connection)
    each = settings.database_connections + BESIDE_THE_POOL
    facts = (
        f"PostgreSQL has room for {amount(max(most, 0), 'connection')} of this role, "
        f"{own} in use; an API or a worker opens {each} at most"
    )
    if most < _FEWEST * each:
        return warning(
            _ROOM,
            f"{facts}, so an API and a worker do not fit.",
            "Raise max_connections (or the limit of role or database), or lower "
            "DOORSTEP_DATABASE_CONNECTIONS.",
        )
    return ok(_ROOM, f"{facts}: {most // each} of them fit.")
