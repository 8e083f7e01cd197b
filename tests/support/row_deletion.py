"""Deletes the rows of a database, between tests."""

import asyncpg

from cli.up.cluster import OWNER, Cluster
from doorstep.db.event_links import LINKING

_TABLES = """
    select tablename from pg_tables
    where schemaname = 'public' and tablename <> 'schema_migrations'
"""


async def delete_rows(cluster: Cluster, database: str) -> None:
    """As the owner: the application's role cannot delete events."""
    connection = await asyncpg.connect(cluster.address(OWNER, database))
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", LINKING)
        await connection.execute("set local session_replication_role = replica")
        for record in await connection.fetch(_TABLES):
            await connection.execute(f'delete from "{record["tablename"]}"')
    await connection.close()
