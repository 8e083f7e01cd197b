"""Whether there is a pooler between Doorstep and PostgreSQL, and what it forgets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg

from doorstep.db.faults import NO_STATEMENTS
from doorstep.db.pool import Connection, connect
from doorstep.db.role_limits import RoleLimits
from doorstep.wires.database_url import keeps_statements

_PATIENCE_SECONDS = 4.0
_OTHER_WITHIN_SECONDS = 1.0
FORGOTTEN = (
    asyncpg.InvalidSQLStatementNameError,
    asyncpg.DuplicatePreparedStatementError,
)


async def is_pooled(connection: Connection) -> bool:
    """A pooler makes up the process id that comes with a connection."""
    answered_by = await connection.fetchval("select pg_backend_pid()")
    return bool(answered_by != connection.get_server_pid())


async def lacking_behind_pooler(database_url: str) -> str | None:
    """What has to be changed before Doorstep can rely on the pooler, as a sentence for
    the operator; None if nothing has, or there is no pooler.

    Raises the errors of DATABASE_AWAY.
    """
    async with _looking(database_url) as one:
        try:
            if not await is_pooled(one):
                return None
            await _use_statement_elsewhere(one, database_url)
            names = await RoleLimits(one).not_in_force()
        except FORGOTTEN:
            return str(NO_STATEMENTS)
    if names:
        return f"the role has no {' and '.join(names)}. Run `doorstep migrate`."
    return None


async def check_statements(connection: Connection, database_url: str) -> None:
    """Raises one of FORGOTTEN if it leads through a pooler that does not keep prepared
    statements, though the URL does not say so.

    Two processes give the same names to different statements: one could run that of the
    other.
    """
    if await is_pooled(connection):
        await _use_statement_elsewhere(connection, database_url)


@asynccontextmanager
async def _looking(database_url: str) -> AsyncIterator[Connection]:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        connection = await connect(database_url, patience=_PATIENCE_SECONDS)
        try:
            yield connection
        finally:
            connection.terminate()


async def _use_statement_elsewhere(one: Connection, database_url: str) -> None:
    """Prepare a statement and run it while somebody else has the session in which it
    was prepared: the pooler must bring it along to another. A pooler that has no other
    session to spare cannot mix them up.
    """
    if not keeps_statements(database_url):
        return
    statement = await one.prepare("select true")
    await statement.fetchval()  # until then the session stays
    with suppress(TimeoutError):
        async with (
            asyncio.timeout(_OTHER_WITHIN_SECONDS),
            _looking(database_url) as other,
            other.transaction(),
        ):
            await other.fetchval("select true")
            await statement.fetchval()
