"""Whether there is a pooler between Doorstep and PostgreSQL, and what it forgets."""

import asyncio
from contextlib import AsyncExitStack

import asyncpg

from doorstep.db.faults import NO_STATEMENTS
from doorstep.db.pool import Connection, connect
from doorstep.db.statement_limits import not_in_force
from doorstep.wires.database_url import keeps_statements

_PATIENCE_SECONDS = 4.0
_FORGOTTEN = (
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
    async with asyncio.timeout(_PATIENCE_SECONDS), AsyncExitStack() as opened:
        one, other = [
            await connect(database_url, patience=_PATIENCE_SECONDS) for _ in range(2)
        ]
        for connection in (one, other):
            opened.callback(connection.terminate)
        try:
            if not await is_pooled(one):
                return None
            if keeps_statements(database_url):
                await _use_statement_elsewhere(one, other)
            names = await not_in_force(one)
        except _FORGOTTEN:
            return str(NO_STATEMENTS)
    if names:
        return f"the role has no {' and '.join(names)}. Run `doorstep migrate`."
    return None


async def _use_statement_elsewhere(one: Connection, other: Connection) -> None:
    """Prepare a statement and run it while somebody else has the session in which it
    was prepared: the pooler must bring it along to another.
    """
    statement = await one.prepare("select true")
    await statement.fetchval()  # until then the session stays
    async with other.transaction():
        await other.fetchval("select true")
        await statement.fetchval()
