"""How long a statement, or a transaction in which nothing happens, may last.

A connection straight to PostgreSQL limits its own session. Behind a pooler that is of
no use: PgBouncer refuses such start-up parameters, or drops them if it is told to
ignore them, and in transaction mode each transaction may be given another session. So
there the limits are those of the role, which `doorstep migrate` gives it.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import asyncpg

from doorstep.rules.time_limits import USUAL

if TYPE_CHECKING:  # the pool limits its sessions
    from doorstep.db.pool import Connection

_NAMES = ("statement_timeout", "idle_in_transaction_session_timeout")
_BUSY_SECONDS = 5.0
_ASKED_EACH = 0.2
_GIVING = 0x6C696D697473
"""The key of the advisory lock for giving limits: "limits"."""
NONE = timedelta(0)
"""No limit, as PostgreSQL writes it."""


def _set(most: timedelta, *, local: bool) -> str:
    milliseconds = most // timedelta(milliseconds=1)
    settings = (f"set_config('{n}', '{milliseconds}', {local})" for n in _NAMES)
    return f"select {', '.join(settings)}"


PATIENT = _set(NONE, local=True)
"""Lifts the limits until the transaction ends."""


async def limit_session(connection: "Connection", most: timedelta) -> None:
    """Set the limits of its session, unless there is a pooler, which makes up the
    process id that comes with a connection.
    """
    limits, pid = _set(most, local=False), connection.get_server_pid()
    await connection.execute(f"{limits} where pg_backend_pid() = {pid}")


async def not_in_force(connection: "Connection") -> list[str]:
    """The limits that this session lacks, or has longer than callers wait."""
    records = await connection.fetch(
        """
        select name from pg_settings
        where name = any($1) and setting::bigint not between 1 and $2
        """,
        _NAMES,
        USUAL.statement // timedelta(milliseconds=1),
    )
    return [record["name"] for record in records]


async def limit_role(connection: "Connection") -> None:
    """Give the limits to the connected role, in this database, and end the session.

    Roles may do so for themselves. Sessions that a pooler has opened before would go on
    without limits for as long as it keeps them: they are ended as soon as they are
    idle. Who is busy for longer than that is told by `doorstep doctor`.
    """
    milliseconds = USUAL.statement // timedelta(milliseconds=1)
    database = await connection.fetchval("select quote_ident(current_database())")
    role = f"alter role current_user in database {database}"
    async with connection.transaction():  # two at once would fail
        await connection.execute("select pg_advisory_xact_lock($1)", _GIVING)
        for name in _NAMES:
            await connection.execute(f"{role} set {name} = {milliseconds}")
    since = await connection.fetchval("select clock_timestamp()")
    with suppress(TimeoutError):
        async with asyncio.timeout(_BUSY_SECONDS):
            while await _end_idle(connection, since):  # noqa: ASYNC110
                await asyncio.sleep(_ASKED_EACH)
    with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        await connection.execute("select pg_terminate_backend(pg_backend_pid())")


async def _end_idle(connection: "Connection", since: datetime) -> int:
    """End the role's sessions that began before; returns how many were there."""
    found = await connection.fetchval(
        """
        select count(case when state = 'idle' then pg_terminate_backend(pid)::int end)
            + count(case when state <> 'idle' then pid end)
        from pg_stat_activity
        where usename = current_user and datname = current_database()
            and backend_start < $1 and pid <> pg_backend_pid()
        """,
        since,
    )
    return int(found)
