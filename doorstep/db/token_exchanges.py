"""What an exchange writes over several tables, each in one statement that commits by
itself: either the code or token is used and all of it is there, or none of it.

Parallel uses wait for the first: its row is locked. They then find it used, and write
nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.answers import StoredAnswer
from doorstep.db.events import EventKind
from doorstep.db.pool import Connection


@dataclass(frozen=True)
class NewTokens:
    """What is issued; the grant expires with the last that can come of it.

    Without a `refresh_hash` there is no refresh token.
    """

    grant_id: UUID
    access_hash: bytes
    access_expires_at: datetime
    outlives_session: bool
    refresh_hash: bytes | None
    grant_expires_at: datetime
    scopes: tuple[str, ...]
    answers: Mapping[bytes, StoredAnswer]
    """For repeats, by the digest of the key."""

    @property
    def kept(self) -> tuple[list[bytes], list[bytes], list[str | None]]:
        """The columns of the answers."""
        answers = self.answers.values()
        return (
            [*self.answers],
            [answer.fingerprint for answer in answers],
            [answer.sealed for answer in answers],
        )


_ANSWERED = """
    answered as (
        insert into answers (
            flow_id, key_hash, created_at, fingerprint, sealed, gives_session
        )
        select $3, key_hash, $2, fingerprint, sealed, true
        from used, unnest($4::bytea[], $5::bytea[], $6::text[])
            as kept (key_hash, fingerprint, sealed)
        on conflict (flow_id, key_hash) do nothing
    )
"""
_USE_CODE = f"""
    with used as (
        update authorization_codes set used_at = $2, grant_id = $3
        from members
        where code_hash = $1 and used_at is null
            and authorization_codes.expires_at > $2
            and members.id = member_id
        returning authorization_codes.*, members.account_id
    ), granted as (
        insert into grants (
            id, client_id, account_id, member_id, login_id, session_id,
            scopes, acr, amr, nonce, auth_time, created_at, expires_at
        )
        select $3, client_id, account_id, member_id, login_id, session_id,
            scopes, acr, amr, nonce, auth_time, $2, $12 from used
    ), opened as (
        insert into access_tokens (
            token_hash, client_id, grant_id, scopes, issued_at, expires_at
        )
        select $9, client_id, $3, scopes, $2, $10 from used
    ), renewable as (
        insert into refresh_tokens (token_hash, grant_id, issued_at)
        select $11, $3, $2 from used where $11::bytea is not null
    ), noted as (
        insert into events (
            id, account_id, member_id, login_id, kind, detail, at
        )
        select $7, account_id, member_id, login_id, $8, jsonb_build_object(
            'client', client_id, 'scope', array_to_string(scopes, ' ')
        ), $2 from used
    ), {_ANSWERED}
    select exists (select from used)
"""
_USE_REFRESH_TOKEN = f"""
    with used as (
        update refresh_tokens set used_at = $2 from grants as given
        where token_hash = $1 and used_at is null and given.id = grant_id
            and given.id = $3 and given.ended_at is null
        returning given.*
    ), opened as (
        insert into access_tokens (
            token_hash, client_id, grant_id, scopes, issued_at, expires_at,
            outlives_session
        )
        select $9, client_id, $3, $12, $2, $10, $13 from used
    ), renewable as (
        insert into refresh_tokens (token_hash, grant_id, issued_at)
        select $11, $3, $2 from used
    ), noted as (
        insert into events (
            id, account_id, member_id, login_id, kind, detail, at
        )
        select $7, account_id, member_id, login_id, $8, jsonb_build_object(
            'client', client_id, 'scope', array_to_string($12::text[], ' ')
        ), $2 from used
    ), {_ANSWERED}
    select exists (select from used)
"""


class TokenExchanges:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def use_code(self, code_hash: bytes, new: NewTokens, at: datetime) -> bool:
        """Exchange a code; False if it was used, has ended or expired."""
        return bool(
            await self._connection.fetchval(
                _USE_CODE,
                code_hash,
                at,
                new.grant_id,
                *new.kept,
                uuid7(),
                EventKind.tokens_issued,
                new.access_hash,
                new.access_expires_at,
                new.refresh_hash,
                new.grant_expires_at,
            )
        )

    async def use_refresh_token(
        self, token_hash: bytes, new: NewTokens, at: datetime
    ) -> bool:
        """Replace a refresh token; False if it was used, or its grant has ended."""
        return bool(
            await self._connection.fetchval(
                _USE_REFRESH_TOKEN,
                token_hash,
                at,
                new.grant_id,
                *new.kept,
                uuid7(),
                EventKind.tokens_refreshed,
                new.access_hash,
                new.access_expires_at,
                new.refresh_hash,
                list(new.scopes),
                new.outlives_session,
            )
        )
