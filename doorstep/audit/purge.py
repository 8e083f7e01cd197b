"""Rows that nobody asks for any more: of ended flows, sessions and kept answers.

The audit trail of every account stays, and so does the login that an active device
stems from. Budgets look back 30 days at most, so what is younger stays too.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from doorstep.audit.chain_purge import purge_unowned_events
from doorstep.db.answers import Answers
from doorstep.db.attempts import Attempts
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.logins import Logins
from doorstep.db.notices import Notices
from doorstep.db.pool import Connection
from doorstep.db.sessions import Sessions
from doorstep.rules.seal import KeyRing
from doorstep.settings import Settings
from doorstep.transactions.password_budget import forget_tries
from doorstep.transactions.removal import remove_logins

_BATCH = 500
_REPEATED_WITHIN = timedelta(days=1)
"""How long an answer may be asked for again, and a wrong password counts."""


@dataclass(frozen=True)
class Retention:
    """How long rows of ended flows stay, and audit events without an account."""

    flows: timedelta
    no_account: timedelta

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            flows=timedelta(days=settings.retention_days),
            no_account=timedelta(days=settings.no_account_retention_days),
        )


async def purge(
    connection: Connection,
    at: datetime,
    retention: Retention,
    ring: KeyRing | None = None,
) -> dict[str, int]:
    """Gives how many rows of each kind went.

    Each batch is a transaction of its own; a repeat goes on where this one stopped.
    Where events go, the ring seals where their chain begins from now on. Raises
    ChainBroken, after everything else, where they are not what was written.
    """
    before = at - retention.flows
    counts = {
        "sessions": await Sessions(connection).delete_over(before, at),
        "logins": 0,
        "attempts": await Attempts(connection).delete_before(before),
        "notices": await Notices(connection).delete_before(before),
        "answers": await Answers(connection).delete_before(at - _REPEATED_WITHIN),
        "known networks": await CodeLedgers(connection).delete_forgotten(at),
        "password tries": await forget_tries(connection, at - _REPEATED_WITHIN),
    }
    while gone := await _purge_logins(connection, before, at):
        counts["logins"] += gone
    counts["events without an account"] = await purge_unowned_events(
        connection, ring, at - retention.no_account
    )
    return counts


async def _purge_logins(connection: Connection, before: datetime, at: datetime) -> int:
    async with connection.transaction():
        login_ids = await Logins(connection).past_retention(before, at, _BATCH)
        await remove_logins(connection, login_ids)
    return len(login_ids)
