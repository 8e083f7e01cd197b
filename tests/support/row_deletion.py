"""Deletes the rows of a database, between tests."""

from contextlib import suppress

import asyncpg

from cli.up.cluster import OWNER, Cluster
from doorstep.db.event_links import LINKING

_TABLES = """
    select tablename from pg_tables
    where schemaname = 'public' and tablename <> 'schema_migrations'
"""


class RowDeletion:
    """Deletes every row of a database, over one connection for the whole run.

    Connecting again for each test would take twenty times as long.
    """

    def __init__(self, cluster: Cluster, database: str) -> None:
        self.address = cluster.address(database, database)
        """That of the application's role."""
        self._owner = cluster.address(OWNER, database)
        self._connection: asyncpg.Connection | None = None
        self._deletes = ""

    async def __call__(self) -> None:
        """As the owner: the application's role cannot delete events.

        A loop of a worker may hold rows in another order, and be the one that goes on.
        """
        connection = await self._connected()
        while True:
            with suppress(asyncpg.DeadlockDetectedError):
                return await self._delete(connection)

    async def _delete(self, connection: asyncpg.Connection) -> None:
        async with connection.transaction():
            await connection.execute("select pg_advisory_xact_lock($1)", LINKING)
            await connection.execute(self._deletes)

    async def aclose(self) -> None:
        if self._connection:
            await self._connection.close()

    async def _connected(self) -> asyncpg.Connection:
        """Connects again where a test has ended every session."""
        if self._connection is None or self._connection.is_closed():
            self._connection = connection = await asyncpg.connect(self._owner)
            await connection.execute("set session_replication_role = replica")
            tables = [record["tablename"] for record in await connection.fetch(_TABLES)]
            self._deletes = ";".join(f'delete from "{table}"' for table in tables)
        return self._connection
