"""Migrations: numbered SQL files beside this one, forward only, run by dbmate."""

import asyncio
import os
import shutil
import sys
from pathlib import Path

import asyncpg

from doorstep.db.address import for_dbmate
from doorstep.db.pool import Connection, Pool, connect
from doorstep.errors import ConfigurationError

_FOLDER = Path(__file__).with_name("migrations")
_LOCK = 0x446F6F7273746570  # "Doorstep", so that no other application means it


async def migrate(database_url: str) -> None:
    """Apply what is pending; two at once wait for each other.

    Raises ConfigurationError where the database is away or refuses a migration.
    """
    address = for_dbmate(database_url)
    try:
        connection = await connect(database_url, patience=10)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        raise ConfigurationError(
            f"DOORSTEP_DATABASE_URL: the database cannot be reached: {error}"
        ) from error
    try:
        await connection.execute("select pg_advisory_lock($1)", _LOCK)
        if await pending(connection):
            await _run_dbmate(address)
    finally:
        await connection.close()


async def pending(database: Connection | Pool) -> list[str]:
    """The names of the files that are not applied yet, in their order."""
    files = sorted(path.name for path in _FOLDER.glob("*.sql"))
    if await database.fetchval("select to_regclass('schema_migrations')") is None:
        return files
    rows = await database.fetch("select version from schema_migrations")
    applied = {row["version"] for row in rows}
    return [name for name in files if name.partition("_")[0] not in applied]


async def _run_dbmate(address: str) -> None:
    # The address may hold a password: the environment is for us alone to read,
    # a command line is not. An empty --env-file keeps a stray .env out of it.
    command = ["--migrations-dir", str(_FOLDER), "--env-file", "", "--no-dump-schema"]
    process = await asyncio.create_subprocess_exec(
        _dbmate(),
        *command,
        "migrate",
        env={**os.environ, "DATABASE_URL": address},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise ConfigurationError(f"A migration failed.\n{output.decode().strip()}")


def _dbmate() -> str:
    beside_python = Path(sys.executable).with_name("dbmate")
    found = str(beside_python) if beside_python.exists() else shutil.which("dbmate")
    if not found:
        raise ConfigurationError("dbmate is not installed: run `make install`.")
    return found
