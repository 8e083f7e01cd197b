"""The database connection of a command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from doorstep.errors import ConfigurationError

if TYPE_CHECKING:
    from doorstep.db.pool import Pool
    from doorstep.settings.processes import DatabaseSettings


@asynccontextmanager
async def open_database(settings: "DatabaseSettings") -> "AsyncIterator[Pool]":
    """Raises ConfigurationError if it is unreachable, or the role lacks privileges."""
    import asyncpg

    from doorstep.db.pool import (
        DATABASE_AWAY,
        not_permitted,
        open_pool,
        takes_no_writes,
        unreachable,
    )
    from doorstep.db.pooling import lacking_behind_pooler

    try:
        lacking = await lacking_behind_pooler(settings.database_url)
        pool = await open_pool(settings.database_url)
    except DATABASE_AWAY as error:
        raise unreachable(error) from error
    if lacking:
        await pool.close()
        raise ConfigurationError(
            f"DOORSTEP_DATABASE_URL: there is a pooler, and {lacking}"
        )
    async with pool:
        try:
            yield pool
        except asyncpg.InsufficientPrivilegeError as error:
            raise not_permitted(error) from error
        except asyncpg.ReadOnlySQLTransactionError as error:
            raise takes_no_writes() from error
        except _retryable_errors() as error:
            raise ConfigurationError(
                "The database is busy: other transactions use the same rows "
                f"({type(error).__name__}). What was reported as done is kept. Run "
                "this command again."
            ) from error


def told(error: Exception) -> str | None:
    """The sentence for an error of PostgreSQL that nobody expected; None for others."""
    if type(error).__module__.partition(".")[0] != "asyncpg":
        return None
    from doorstep.db.faults import fault_of

    return f"PostgreSQL: {fault_of(error)}"


def _retryable_errors() -> tuple[type[Exception], ...]:
    """Errors after which the operator can simply repeat the command: deadlocks,
    serialization failures, and statements that waited too long for a lock.
    """
    import asyncpg

    return (
        asyncpg.TransactionRollbackError,
        asyncpg.QueryCanceledError,
        asyncpg.LockNotAvailableError,
    )
