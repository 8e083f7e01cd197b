"""The purge of rows that are past their retention: flows, sessions, kept answers.

Audit events of accounts are kept, and the login from which an active device was set up.
Rows younger than 30 days are kept as well, since budgets read them.
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
"""How long answers and wrong passwords are kept."""


@dataclass(frozen=True)
class Retention:
    """How long rows of ended flows are kept, and audit events without an account."""

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
    """Purge everything that is due; returns how many rows of each kind.

    Each batch is a transaction; an interrupted purge continues when it is run again.
    The ring seals the new head of the chain of events without an account. Raises
    ChainBroken, after everything else, if such an event was altered.
    """
    before = at - retention.flows
    counts = {
        "sessions": await Sessions(connection).delete_ended(before, at),
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
