"""The purge of rows that are past their retention: flows, sessions, kept answers.

Audit events of accounts are kept, and the login from which an active device was set up.
Rows younger than 30 days are kept as well, since budgets read them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Self
from uuid import UUID

from doorstep.audit.chain_purge import purge_unowned_events
from doorstep.db.access_tokens import AccessTokens
from doorstep.db.address_changes import AddressChanges
from doorstep.db.answers import Answers
from doorstep.db.attempts import Attempts
from doorstep.db.authorization_codes import AuthorizationCodes
from doorstep.db.authorization_requests import AuthorizationRequests
from doorstep.db.client_assertions import ClientAssertions
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.group_members import GroupMembers
from doorstep.db.groups import Groups
from doorstep.db.invitations import Invitations
from doorstep.db.notices import Notices
from doorstep.db.old_logins import OldLogins
from doorstep.db.old_recoveries import OldRecoveries
from doorstep.db.old_sessions import OldSessions
from doorstep.db.pool import Connection
from doorstep.db.purging import PAGE, purge_pages
from doorstep.db.session_clients import SessionClients
from doorstep.db.token_grants import TokenGrants
from doorstep.db.used_requests import UsedRequests
from doorstep.rules.seal import KeyRing
from doorstep.settings import Settings
from doorstep.transactions.password_budget import forget_tries
from doorstep.transactions.removal import remove_logins

_BATCH = 500
_FIRST = UUID(int=0)
_REPEATED_WITHIN = timedelta(days=1)
"""How long answers and wrong passwords are kept."""
_NOBODYS_WITHIN = timedelta(days=2)
"""How long recoveries of addresses that nobody has are kept: their budgets look back
for a day.
"""


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

    Each batch is a short transaction; an interrupted purge continues when run again.
    The ring seals the new head of the chain of events without an account. Raises
    ChainBroken, after everything else, if such an event was altered.
    """
    before, repeated = at - retention.flows, at - _REPEATED_WITHIN
    sessions, notices = OldSessions(connection), Notices(connection)
    attempts, answers = Attempts(connection), Answers(connection)
    ledgers = CodeLedgers(connection)
    return {
        "sessions": await purge_pages(
            lambda after: sessions.purge_page(after, before, at), _FIRST
        ),
        "logins": await _purge_logins(connection, before, at),
        **await _purge_of_mailboxes(connection, before, at),
        "attempts": await _in_batches(partial(attempts.delete_before, before)),
        "notices": await purge_pages(
            lambda after: notices.purge_page(after, before), _FIRST
        ),
        "answers": await purge_pages(
            lambda after: answers.purge_page(after, repeated), (_FIRST, b"")
        ),
        **await _purge_of_clients(connection, before, at),
        "groups": await _purge_groups(connection),
        "known networks": await _in_batches(partial(ledgers.delete_forgotten, at)),
        "password tries": await forget_tries(connection, repeated),
        "events without an account": await purge_unowned_events(
            connection, ring, at - retention.no_account
        ),
    }


async def _purge_of_mailboxes(
    connection: Connection, before: datetime, at: datetime
) -> dict[str, int]:
    changes, invitations = AddressChanges(connection), Invitations(connection)
    return {
        "recoveries": await _purge_recoveries(connection, before, at),
        "changes of address": await _in_batches(partial(changes.delete_before, before)),
        "invitations": await _in_batches(partial(invitations.delete_before, before)),
    }


async def _purge_groups(connection: Connection) -> int:
    """Removed ones, once their members are gone."""
    await _in_batches(GroupMembers(connection).delete_of_removed)
    return await _in_batches(Groups(connection).delete_removed)


async def _purge_of_clients(
    connection: Connection, before: datetime, at: datetime
) -> dict[str, int]:
    """What has expired; a grant stays as long as its login would."""
    repeated, requests = at - _REPEATED_WITHIN, AuthorizationRequests(connection)
    codes, tokens = AuthorizationCodes(connection), AccessTokens(connection)
    grants, assertions = TokenGrants(connection), ClientAssertions(connection)
    used = UsedRequests(connection)
    return {
        "authorization requests": await _in_batches(
            partial(requests.delete_expired, repeated)
        ),
        "used requests": await _in_batches(partial(used.delete_expired, at)),
        "clients of sessions": await _in_batches(
            partial(SessionClients(connection).delete_over, before)
        ),
        "authorization codes": await _in_batches(
            partial(codes.delete_expired, repeated)
        ),
        "access tokens": await _in_batches(partial(tokens.delete_expired, repeated)),
        "grants": await _in_batches(partial(grants.delete_expired, before)),
        "assertions": await _in_batches(partial(assertions.delete_expired, at)),
    }


async def _in_batches(delete: Callable[[int], Awaitable[int]]) -> int:
    gone = 0
    while batch := await delete(PAGE):
        gone += batch
    return gone


async def _purge_recoveries(
    connection: Connection, before: datetime, at: datetime
) -> int:
    old = OldRecoveries(connection)
    nobodys = partial(old.delete_nobodys_before, at - _NOBODYS_WITHIN)
    of_members = partial(old.delete_before, before)
    return await _in_batches(nobodys) + await _in_batches(of_members)


async def _purge_logins(connection: Connection, before: datetime, at: datetime) -> int:
    """Page by page: one that stays is looked at once, however many are deleted."""
    logins, gone = OldLogins(connection), 0
    after: UUID | None = _FIRST
    while after is not None:
        old, after = await logins.page(after, before, at)
        for begin in range(0, len(old), _BATCH):
            async with connection.transaction():
                login_ids = await logins.lock(old[begin : begin + _BATCH], before, at)
                await remove_logins(connection, login_ids)
            gone += len(login_ids)
    return gone
