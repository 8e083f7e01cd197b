"""The connection pool, with a timeout for statements and idle transactions.

A statement that outlives its caller is cancelled: nothing commits after the answer
(`doorstep.db.statement_limits`).
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
)
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from doorstep.db.faults import fault_of
from doorstep.db.servers import Servers
from doorstep.db.statement_limits import NONE, PATIENT, limit_session
from doorstep.errors import ConfigurationError, RowGone
from doorstep.rules.time_limits import USUAL, TimeLimits
from doorstep.wires.database_url import connect_timeout

_Row = TypeVar("_Row")
_SETTING = "DOORSTEP_DATABASE_URL"

_COMMANDS_CONNECT = 10
"""Seconds: the URL of an operator's command may have a longer `connect_timeout`."""

DATABASE_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection that broke when it was released
)
"""The exceptions of a database that does not answer or refuses."""

CONNECTION_LOST = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # it shuts down, starts, or gives up on time
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""Those that say nothing about the statement: another connection may be served."""

if TYPE_CHECKING:  # asyncpg's classes take no parameter at run time
    Record: TypeAlias = asyncpg.Record
    Connection: TypeAlias = asyncpg.Connection[Record] | PoolConnectionProxy[Record]
    Pool: TypeAlias = asyncpg.Pool[Record]
else:
    Record = asyncpg.Record
    Connection = asyncpg.Connection | PoolConnectionProxy
    Pool = asyncpg.Pool


async def open_pool(
    database_url: str,
    limits: TimeLimits = USUAL,
    *,
    most: int = 16,
    servers: Servers | None = None,
) -> Pool:
    """Connect; each connection has timeouts for statements and idle transactions.

    Settings, locks and listeners are changed within transactions only, so connections
    are not reset when they are released. `servers` are those of the URL, for a caller
    that follows a fail-over (`doorstep.process.watched_pool`).
    """
    connects = limits.call.total_seconds()
    with _usable(_SETTING):
        servers = servers or Servers(database_url)
        within = min(connect_timeout(database_url) or connects, connects)

        async def connect_one(
            *_dsn: object, **_of_asyncpg: object
        ) -> "asyncpg.Connection[Record]":
            return await servers.connect(within, connects)

        async def prepare(connection: Connection) -> None:
            await limit_session(connection, limits.statement)
            await _prepare(connection)

        return await asyncpg.create_pool(
            connect=connect_one,
            min_size=1,
            max_size=most,
            init=prepare,
            reset=_leave,
        )


@contextmanager
def _usable(setting: str) -> Iterator[None]:
    """Turn asyncpg's errors about an address into a ConfigurationError."""
    try:
        yield
    except asyncpg.ClientConfigurationError as error:
        raise ConfigurationError(f"{setting}: {error.args[0]}.") from error


def snapshot(connection: Connection) -> AbstractAsyncContextManager[object]:
    """Read all as of one moment, and write nothing."""
    return connection.transaction(isolation="repeatable_read", readonly=True)


def reads_only(connection: Connection) -> bool:
    """Whether the server reported the session as read-only (since PostgreSQL 14)."""
    settings = connection.get_settings()
    standby = getattr(settings, "in_hot_standby", "off")
    return "on" in (standby, getattr(settings, "default_transaction_read_only", "off"))


async def connect(
    database_url: str, *, patience: float, setting: str = _SETTING
) -> asyncpg.Connection:
    """One connection without those timeouts; `patience` is the seconds for connecting,
    unless the URL has fewer.

    Raises OSError (NoServerTakesWrites among them), TimeoutError or PostgresError.
    """
    with _usable(setting):
        within = min(connect_timeout(database_url) or patience, patience)
        return await Servers(database_url).connect(within)


@asynccontextmanager
async def connected(
    database_url: str, setting: str = _SETTING
) -> AsyncIterator[Connection]:
    """One connection for long commands of an operator: without timeouts or, behind a
    pooler, with those that its transactions do not lift (`without_limits`).

    Raises ConfigurationError, naming the `setting`, if the database is unreachable.
    """
    connection = await _opened(database_url, setting)
    try:
        await _prepare(connection)
        yield connection
    except asyncpg.InsufficientPrivilegeError as error:
        raise not_permitted(error, setting) from error
    except asyncpg.ReadOnlySQLTransactionError as error:
        raise takes_no_writes(setting) from error
    finally:
        await connection.close(timeout=_COMMANDS_CONNECT)


async def _opened(database_url: str, setting: str) -> asyncpg.Connection:
    """Connected, and a first statement was answered."""
    patience = connect_timeout(database_url) or _COMMANDS_CONNECT
    connection = None
    try:
        connection = await connect(database_url, patience=patience, setting=setting)
        async with asyncio.timeout(patience):
            await limit_session(connection, NONE)
    except TimeoutError as error:
        if connection is None:
            raise unreachable(error, setting) from error
        connection.terminate()
        raise ConfigurationError(
            f"{setting}: whoever accepted the connection did not answer for "
            f"{patience} s: a pooler without a connection to PostgreSQL to spare?"
        ) from error
    except DATABASE_AWAY as error:
        raise unreachable(error, setting) from error
    return connection


@asynccontextmanager
async def without_limits(connection: Connection) -> AsyncIterator[None]:
    """A transaction whose statements, and pauses, may take as long as they take."""
    async with connection.transaction():
        await connection.execute(PATIENT)
        yield


def unreachable(error: Exception, setting: str = _SETTING) -> ConfigurationError:
    return ConfigurationError(f"{setting}: cannot use the database: {fault_of(error)}")


def not_permitted(
    error: asyncpg.InsufficientPrivilegeError, setting: str = _SETTING
) -> ConfigurationError:
    """The same as a ConfigurationError, with the remedy."""
    return ConfigurationError(
        f"{setting}: its role lacks a privilege: {error}. `doorstep migrate` with "
        "DOORSTEP_MIGRATION_URL gives the role of DOORSTEP_DATABASE_URL what it needs."
    )


def takes_no_writes(setting: str = "DOORSTEP_DATABASE_URL") -> ConfigurationError:
    """The error for a standby or `default_transaction_read_only`."""
    return ConfigurationError(
        f"{setting}: the database is read-only. Point it to the primary, or make the "
        "database writable. `doorstep doctor` shows why it is read-only."
    )


def present(row: _Row | None) -> _Row:
    """The row, which must exist; raises RowGone if it does not."""
    if row is None:
        raise RowGone
    return row


def rows_in(status: str) -> int:
    """How many rows a statement affected, from its command tag (`DELETE 3`)."""
    return int(status.rpartition(" ")[2])


async def _leave(connection: Connection) -> None:
    """In place of asyncpg's reset: an open transaction is rolled back already."""


async def _prepare(connection: Connection) -> None:
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=json.dumps, decoder=json.loads
    )
