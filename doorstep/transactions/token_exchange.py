"""Exchanging codes and refresh tokens: each is one statement, or a transaction of few.

A use is judged from rows that were read before, and written only where nobody else has
used the code or token meanwhile (`doorstep/db/token_exchanges.py`).
"""

from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from doorstep.db.access_tokens import AccessToken, AccessTokens
from doorstep.db.authorization_codes import AuthorizationCode, AuthorizationCodes
from doorstep.db.clients import Client
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.pool import Pool
from doorstep.db.token_exchanges import NewTokens, TokenExchanges
from doorstep.db.token_grants import TokenGrant, TokenGrants
from doorstep.db.writes import Write, write_together
from doorstep.errors import RowChanged


class ExchangeFault(StrEnum):
    """Why a code was refused, for the audit trail."""

    wrong_client = "wrong_client"
    wrong_redirect_uri = "wrong_redirect_uri"
    wrong_verifier = "wrong_verifier"
    expired = "code_expired"
    ended = "session_ended"


class Used(StrEnum):
    """What was used again."""

    code = "code"
    refresh_token = "refresh_token"  # noqa: S105  a word, not a token


async def use_code(pool: Pool, code_hash: bytes, new: NewTokens, at: datetime) -> bool:
    """False if another request was first."""
    async with pool.acquire() as connection:
        return await TokenExchanges(connection).use_code(code_hash, new, at)


async def use_refresh_token(
    pool: Pool, token_hash: bytes, new: NewTokens, at: datetime
) -> bool:
    """False if another request was first, or the grant has ended."""
    async with pool.acquire() as connection:
        return await TokenExchanges(connection).use_refresh_token(token_hash, new, at)


async def refuse_code(
    pool: Pool,
    code_hash: bytes,
    code: AuthorizationCode,
    fault: ExchangeFault,
    at: datetime,
    *,
    account_id: UUID,
    presented_by: Client,
) -> None:
    """Count and audit a try that spends nothing; the fifth ends the code."""
    async with pool.acquire() as connection, connection.transaction():
        ended = await AuthorizationCodes(connection).note_wrong_try(code_hash, at)
        if ended is None:
            return
        detail: dict[str, str | bool] = {
            "client": code.client_id,
            "reason": fault.value,
        }
        if presented_by.id != code.client_id:
            detail["presented_by"] = presented_by.id
        if ended:
            detail["code_ended"] = True
        await Events(connection).write(
            Event(
                EventKind.token_refused,
                account_id,
                at,
                member_id=code.member_id,
                login_id=code.login_id,
                detail=detail,
            )
        )


async def end_reused(pool: Pool, grant: TokenGrant, used: Used, at: datetime) -> None:
    """End a grant whose code or refresh token came twice, and all its tokens."""
    event = _event(EventKind.token_reused, grant, at, used=used.value)
    await _end(pool, TokenGrants.ended(grant.id, at), event)


async def revoke_grant(pool: Pool, grant: TokenGrant, at: datetime) -> None:
    """A client gives its refresh token up, and so all that it has of this grant."""
    event = _event(EventKind.token_revoked, grant, at, given_up="refresh_token")
    await _end(pool, TokenGrants.ended(grant.id, at), event)


async def revoke_access_token(
    pool: Pool,
    token: AccessToken,
    client: Client,
    grant: TokenGrant | None,
    at: datetime,
) -> None:
    """A client gives one token up."""
    if grant is not None:
        event = _event(EventKind.token_revoked, grant, at, given_up="access_token")
    else:
        detail = {"client": client.id, "given_up": "access_token"}
        event = Event(EventKind.token_revoked, client.account_id, at, detail=detail)
    await _end(pool, AccessTokens.ended(token.token_hash, at), event)


async def _end(pool: Pool, ended: Write, event: Event) -> None:
    """Where it had ended already, nothing happened."""
    with suppress(RowChanged):
        async with pool.acquire() as connection, connection.transaction():
            await write_together(connection, ended, Events.written(event))


async def issue_client_token(pool: Pool, token: AccessToken, client: Client) -> None:
    """One of client credentials."""
    detail = {"client": client.id, "scope": " ".join(token.scopes)}
    event = Event(
        EventKind.tokens_issued, client.account_id, token.issued_at, detail=detail
    )
    async with pool.acquire() as connection:
        await write_together(
            connection, AccessTokens.inserted(token), Events.written(event)
        )


def _event(kind: EventKind, grant: TokenGrant, at: datetime, **detail: str) -> Event:
    return Event(
        kind,
        grant.account_id,
        at,
        member_id=grant.member_id,
        login_id=grant.login_id,
        detail={"client": grant.client_id, **detail},
    )
