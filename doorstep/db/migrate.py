"""Migrations: numbered SQL files in `migrations/`, forward only, run by dbmate."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import TypeAlias

import asyncpg

from doorstep.db.grants import grant_to
from doorstep.db.mailboxes import Mailboxes
from doorstep.db.pool import Connection, Pool, connected, primary_of
from doorstep.errors import ConfigurationError
from doorstep.wires.database_url import for_dbmate

MIGRATIONS = Path(__file__).with_name("migrations")
_ASKED_EACH = 0.2
_UNFINISHED = """
    select format('drop index concurrently %s', indexrelid::regclass) as dropping
    from pg_index join pg_class on pg_class.oid = indexrelid
    where not indisvalid and relnamespace = current_schema()::regnamespace
"""
_LOCK = 0x446F6F7273746570  # "Doorstep", a key that no other application uses

Report: TypeAlias = Callable[[int], None]
Watch: TypeAlias = Callable[[int], AbstractContextManager[Report]]
"""Takes the number of rows to process; the report takes how many are done."""


def _unwatched(_: int) -> AbstractContextManager[Report]:
    return nullcontext(lambda _: None)


async def migrate(
    database_url: str, migration_url: str | None = None, *, watch: Watch = _unwatched
) -> None:
    """Apply pending migrations as the owner, then grant the application's role access.

    The owner is the role of `migration_url`, else that of `database_url`. Concurrent
    runs wait for each other. Raises ConfigurationError if the database is unreachable
    or refuses.
    """
    setting = "DOORSTEP_MIGRATION_URL" if migration_url else "DOORSTEP_DATABASE_URL"
    owner_url = await primary_of(migration_url or database_url, setting)
    address = for_dbmate(owner_url)
    async with _acting(owner_url, setting) as owner:
        await _alone(owner)
        if await pending(owner):
            await _drop_unfinished_indexes(owner)
            await run_dbmate(address)
        await _settle(owner, watch)
        async with _acting(database_url, "DOORSTEP_DATABASE_URL") as application:
            await _let_in(owner, application)


async def _alone(owner: Connection) -> None:
    """Take the lock until the connection ends.

    Asked again and again: a statement that waits for it would have a snapshot, and
    `create index concurrently` of who holds it waits for every older snapshot.
    """
    while True:
        if await owner.fetchval("select pg_try_advisory_lock($1)", _LOCK):
            return
        await asyncio.sleep(_ASKED_EACH)


async def _drop_unfinished_indexes(owner: Connection) -> None:
    """Those whose concurrent building was interrupted: their migrations run again."""
    for record in await owner.fetch(_UNFINISHED):
        await owner.execute(record["dropping"])


async def _settle(owner: Connection, watch: Watch) -> None:
    mailboxes = Mailboxes(owner)
    if waiting := await mailboxes.waiting():
        with watch(waiting) as report:
            await mailboxes.settle(report)


async def _let_in(owner: Connection, application: Connection) -> None:
    """Check by an advisory lock, which is per database, that both URLs name one
    database; then grant the privileges.
    """
    if await application.fetchval("select pg_try_advisory_lock($1)", _LOCK):
        raise ConfigurationError(
            "DOORSTEP_MIGRATION_URL and DOORSTEP_DATABASE_URL name two databases."
        )
    await grant_to(owner, await application.fetchval("select current_user"))


@asynccontextmanager
async def _acting(database_url: str, setting: str) -> AsyncIterator[Connection]:
    async with connected(database_url, setting) as connection:
        try:
            yield connection
        except asyncpg.InsufficientPrivilegeError as error:
            raise ConfigurationError(
                f"{setting}: its role lacks a privilege: {error}. If another role owns "
                "the tables, run `doorstep migrate` once as a superuser, which hands "
                "them over."
            ) from error


async def pending(database: Connection | Pool) -> list[str]:
    """The names of the files that are not applied yet, in their order."""
    files = sorted(path.name for path in MIGRATIONS.glob("*.sql"))
    if await database.fetchval("select to_regclass('schema_migrations')") is None:
        return files
    rows = await database.fetch("select version from schema_migrations")
    applied = {row["version"] for row in rows}
    return [name for name in files if name.partition("_")[0] not in applied]


async def run_dbmate(address: str) -> None:
    # The address may hold a password: other users can read a command line, but not the
    # environment. An empty --env-file ignores a stray .env file.
    command = [
        "--migrations-dir",
        str(MIGRATIONS),
        "--env-file",
        "",
        "--no-dump-schema",
    ]
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
