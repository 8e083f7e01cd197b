"""How long a statement, or a transaction in which nothing happens, may last.

A connection straight to PostgreSQL limits its own session. Behind a pooler that is of
no use: PgBouncer refuses such start-up parameters, or drops them if it is told to
ignore them, and in transaction mode each transaction may be given another session. So
there the limits are those of the role (`doorstep.db.role_limits`).
"""

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the pool limits its sessions
    from doorstep.db.pool import Connection

NAMES = ("statement_timeout", "idle_in_transaction_session_timeout")
NONE = timedelta(0)
"""No limit, as PostgreSQL writes it."""


def _set(most: timedelta, *, local: bool) -> str:
    milliseconds = most // timedelta(milliseconds=1)
    settings = (f"set_config('{n}', '{milliseconds}', {local})" for n in NAMES)
    return f"select {', '.join(settings)}"


PATIENT = _set(NONE, local=True)
"""Lifts the limits until the transaction ends."""


async def limit_session(connection: "Connection", most: timedelta) -> None:
    """Set the limits of its session, unless there is a pooler, which makes up the
    process id that comes with a connection.
    """
    limits, pid = _set(most, local=False), connection.get_server_pid()
    await connection.execute(f"{limits} where pg_backend_pid() = {pid}")
