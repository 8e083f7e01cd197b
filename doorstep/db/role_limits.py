"""The time limits of the application's role, for sessions behind a pooler."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

import asyncpg

from doorstep.db.pool import Connection
from doorstep.db.statement_limits import NAMES
from doorstep.rules.time_limits import USUAL

_BUSY_SECONDS = 5.0
_ASKED_EACH = 0.2
_GIVING = 0x6C696D697473
"""The key of the advisory lock for giving limits: "limits"."""


class RoleLimits:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def not_in_force(self) -> list[str]:
        """The limits that the session lacks, or has longer than callers wait."""
        records = await self._connection.fetch(
            """
            select name from pg_settings
            where name = any($1) and setting::bigint not between 1 and $2
            """,
            NAMES,
            USUAL.statement // timedelta(milliseconds=1),
        )
        return [record["name"] for record in records]

    async def give(self) -> None:
        """Give them to the connected role, in this database, and end the session.

        Roles may do so for themselves. Sessions that a pooler has opened before would
        go on without limits for as long as it keeps them: they are ended as soon as
        they are idle. `doorstep doctor` tells of one that is busy for longer.
        """
        milliseconds = USUAL.statement // timedelta(milliseconds=1)
        database = await self._connection.fetchval(
            "select quote_ident(current_database())"
        )
        role = f"alter role current_user in database {database}"
        async with self._connection.transaction():  # two at once would fail
            await self._connection.execute("select pg_advisory_xact_lock($1)", _GIVING)
            for name in NAMES:
                await self._connection.execute(f"{role} set {name} = {milliseconds}")
        since = await self._connection.fetchval("select clock_timestamp()")
        with suppress(TimeoutError):
            async with asyncio.timeout(_BUSY_SECONDS):
                while await self._end_idle(since):  # noqa: ASYNC110
                    await asyncio.sleep(_ASKED_EACH)
        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            await self._connection.execute(
                "select pg_terminate_backend(pg_backend_pid())"
            )

    async def _end_idle(self, since: datetime) -> int:
        """End the role's sessions that began before; returns how many were there."""
        found = await self._connection.fetchval(
            """
            select count(
                case when state = 'idle' then pg_terminate_backend(pid)::int else 1 end
            )
            from pg_stat_activity
            where usename = current_user and datname = current_database()
                and backend_start < $1 and pid <> pg_backend_pid()
            """,
            since,
        )
        return int(found)
