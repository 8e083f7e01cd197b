"""Migrations, by one process at a time, and what the application's role needs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from typing import TypeAlias

import asyncpg

from doorstep.db.grants import grant_to
from doorstep.db.mailboxes import Mailboxes
from doorstep.db.migration_files import apply_pending, pending
from doorstep.db.pool import Connection, connected, rows_in
from doorstep.db.pooling import check_statements, is_pooled
from doorstep.db.role_limits import RoleLimits
from doorstep.db.statement_limits import PATIENT
from doorstep.errors import ConfigurationError

_ASKED_EACH = 0.2
_UNFINISHED = """
    select format('drop index concurrently %s', indexrelid::regclass) as dropping
    from pg_index join pg_class on pg_class.oid = indexrelid
    where not indisvalid and relnamespace = current_schema()::regnamespace
"""
_LOCK = 0x446F6F7273746570  # "Doorstep", a key that no other application uses
_TRY = f"select where pg_try_advisory_xact_lock({_LOCK})"

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
    owner_url = migration_url or database_url
    async with _alone(owner_url, setting), _acting(owner_url, setting) as owner:
        await check_statements(owner, owner_url)
        if await pending(owner):
            await _drop_unfinished_indexes(owner)
            await apply_pending(owner)
        await _settle(owner, watch)
        async with _acting(database_url, "DOORSTEP_DATABASE_URL") as application:
            await _let_in(owner, application)
    # With one role for both, the sessions above would be among those to be ended.
    async with _acting(database_url, "DOORSTEP_DATABASE_URL") as application:
        limits = RoleLimits(application)
        if await is_pooled(application) and await limits.not_in_force():
            await limits.give()


@asynccontextmanager
async def _alone(owner_url: str, setting: str) -> AsyncIterator[None]:
    """Hold the lock, by a transaction of its own: a pooler would keep that of a session
    after this process.

    `create index concurrently` waits for every older snapshot. So the lock is asked for
    again and again: a statement that waits would have one, as would a stricter
    isolation, and what asyncpg sends in two steps, for as long as nothing follows it.
    """
    async with (
        _acting(owner_url, setting) as guard,
        guard.transaction(isolation="read_committed"),
    ):
        await guard.execute(PATIENT)
        while not await _takes(guard):  # noqa: ASYNC110  another process has it
            await asyncio.sleep(_ASKED_EACH)
        yield


async def _takes(connection: Connection) -> bool:
    return rows_in(await connection.execute(_TRY)) == 1


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
    if await _takes(application):
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
