"""What is wrong with the database, and what to do: a sentence for each kind of error.

PostgreSQL tells the kind by SQLSTATE (18, Appendix A). PgBouncer has one for nearly
everything, so its words are read.
"""

import os
import re
import socket
import ssl
from types import MappingProxyType
from typing import NamedTuple

import asyncpg


class Fault(NamedTuple):
    """Neither part ends with a full stop, or holds a secret. `remedy` may be empty."""

    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.what}. {self.remedy}." if self.remedy else f"{self.what}."


_MIGRATE = Fault(
    "the schema is not that of this release",
    "Run `doorstep migrate`, or the release that wrote the database",
)
_NO_SLOT = Fault(
    "all connections that it permits are in use",
    "Raise max_connections (or the limit of the role or database), or lower "
    "DOORSTEP_DATABASE_CONNECTIONS; `doorstep doctor` counts them",
)
_FULL_POOL = Fault(
    "the pooler has no connection to PostgreSQL free",
    "Raise its pool size, or lower DOORSTEP_DATABASE_CONNECTIONS",
)
NO_STATEMENTS = Fault(
    "the pooler does not keep prepared statements between transactions",
    "Add the option pgbouncer=true to the URL",
)
_NO_LOGIN = Fault(
    "it does not accept the role with this password",
    "Correct them in the URL, with reserved characters of the password as %XX; a "
    "pooler says the same of a database that it does not know",
)
_NO_DATABASE = Fault(
    "there is no such database on this server",
    "Correct the name in the URL, or create the database",
)
_STARTING = Fault("it is starting, stopping or recovering", "Wait until it is up")
_BY_KIND: tuple[tuple[type[Exception], Fault], ...] = (
    (asyncpg.InvalidPasswordError, _NO_LOGIN),
    (
        asyncpg.InvalidAuthorizationSpecificationError,
        Fault(
            "it does not let this role in from here",
            "Check the role's name and the lines for it in pg_hba.conf",
        ),
    ),
    (asyncpg.InvalidCatalogNameError, _NO_DATABASE),
    (asyncpg.TooManyConnectionsError, _NO_SLOT),
    (asyncpg.DiskFullError, Fault("its disk is full", "Make room on its disk")),
    (
        asyncpg.InsufficientResourcesError,
        Fault("it lacks memory or another resource", "Look into its log"),
    ),
    (asyncpg.CannotConnectNowError, _STARTING),
    (asyncpg.AdminShutdownError, _STARTING),
    (asyncpg.CrashShutdownError, _STARTING),
    (
        asyncpg.ReadOnlySQLTransactionError,
        Fault(
            "it is read-only",
            "Point the URL to the primary, or make the database writable",
        ),
    ),
    (
        asyncpg.InsufficientPrivilegeError,
        Fault(
            "the role lacks a privilege",
            "`doorstep migrate` with DOORSTEP_MIGRATION_URL grants the role of "
            "DOORSTEP_DATABASE_URL what it needs",
        ),
    ),
    (asyncpg.UndefinedTableError, _MIGRATE),
    (asyncpg.UndefinedColumnError, _MIGRATE),
    (asyncpg.UndefinedFunctionError, _MIGRATE),
    (asyncpg.InvalidSchemaNameError, _MIGRATE),
    (asyncpg.InvalidSQLStatementNameError, NO_STATEMENTS),
    (asyncpg.DuplicatePreparedStatementError, NO_STATEMENTS),
    (
        asyncpg.QueryCanceledError,
        Fault("a statement took longer than it may", "Try again when it is less busy"),
    ),
    (asyncpg.InternalServerError, Fault("it failed", "Look into its log")),
)
_POOLER = MappingProxyType(
    {
        "query_wait_timeout": _FULL_POOL,
        "timed-out waiting to acquire": _FULL_POOL,  # RDS Proxy
        "no more connections allowed": Fault(
            "the pooler has as many clients as it permits",
            "Raise its max_client_conn, or lower DOORSTEP_DATABASE_CONNECTIONS",
        ),
        "no such database": Fault(
            "the pooler knows no such database",
            "Correct the name in the URL, or add the database to the pooler",
        ),
        "no such user": _NO_LOGIN,
        "authentication failed": _NO_LOGIN,
        "auth failed": _NO_LOGIN,
        "cannot connect to server": Fault(
            "the pooler cannot reach PostgreSQL", "Look into the pooler's log"
        ),
        "server login": Fault(
            "PostgreSQL does not let the pooler in", "Look into the pooler's log"
        ),
        "shutting down": _STARTING,
        "statement pooling mode": Fault(
            "the pooler is in statement mode, which knows no transactions",
            "Set its pool_mode to transaction or session",
        ),
    }
)
_OPTION = re.compile(r"unsupported startup parameter(?: in options)?: (\w+)")


def fault_of(error: Exception) -> Fault:
    """The sentence for an error of `doorstep.db.pool.DATABASE_AWAY`."""
    if isinstance(error, asyncpg.PostgresError):
        return _of_server(error)
    return Fault(_of_connection(error))


def _of_server(error: asyncpg.PostgresError) -> Fault:
    words = str(error)
    if found := _OPTION.search(words):
        return Fault(
            f"the pooler does not accept the option {found[1]} of the URL",
            f"Leave it out, and use `alter role … set {found[1]}`, or PgBouncer's "
            "ignore_startup_parameters if it can do without",
        )
    if isinstance(error, asyncpg.PostgresConnectionError):
        for part, fault in _POOLER.items():
            if part in words:
                return fault
    for kind, fault in _BY_KIND:
        if isinstance(error, kind):
            return fault
    return Fault(f"it says {words.rstrip('.')!r} (SQLSTATE {error.sqlstate})")


def _of_connection(error: Exception) -> str:
    match error:
        case TimeoutError():
            words = "no answer in time"
        case socket.gaierror():
            words = "unknown host name"
        case ssl.SSLCertVerificationError():
            words = f"its certificate is not trusted: {error.verify_message}"
        case OSError(errno=int(number)) if number > 0:
            words = os.strerror(number).lower()
        case OSError():
            words = str(error).rstrip(".") or "no connection"
        case _:
            words = "the connection broke off"
    return words
