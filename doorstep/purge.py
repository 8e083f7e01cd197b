"""Rows that nobody asks for any more: of ended flows, sessions and kept answers.

The audit trail stays, and so does the login that an active device stems from. Budgets
look back 30 days at most, so what is younger stays too.
"""

from datetime import datetime, timedelta

from doorstep.db.answers import Answers
from doorstep.db.attempts import Attempts
from doorstep.db.logins import Logins
from doorstep.db.notices import Notices
from doorstep.db.password_tries import PasswordTries
from doorstep.db.pool import Connection
from doorstep.db.removal import remove_logins
from doorstep.db.sessions import Sessions

_BATCH = 500
_REPEATED_WITHIN = timedelta(days=1)
"""How long an answer may be asked for again, and a wrong password counts."""


async def purge(
    connection: Connection, at: datetime, retention: timedelta
) -> dict[str, int]:
    """Gives how many rows of each kind went.

    Each batch is a transaction of its own; a repeat goes on where this one stopped.
    """
    before = at - retention
    counts = {
        "sessions": await Sessions(connection).delete_over(before, at),
        "logins": 0,
        "attempts": await Attempts(connection).delete_before(before),
        "notices": await Notices(connection).delete_before(before),
        "answers": await Answers(connection).delete_before(at - _REPEATED_WITHIN),
        "password tries": await PasswordTries(connection).delete_before(
            at - _REPEATED_WITHIN
        ),
    }
    while login_ids := await Logins(connection).past_retention(before, at, _BATCH):
        async with connection.transaction():
            await remove_logins(connection, login_ids)
        counts["logins"] += len(login_ids)
    return counts
