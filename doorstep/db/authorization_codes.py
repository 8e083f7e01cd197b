"""The table `authorization_codes`: each is exchanged for tokens once (RFC 6749 4.1)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection, rows_in
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.acr import Acr

MOST_WRONG_TRIES = 5
"""The last of them ends the code."""


@dataclass(frozen=True)
class AuthorizationCode:
    """What it stands for; `session_id` is None where the client has proved the first
    factor itself. `used_at` is set by its exchange, or by too many wrong tries.
    """

    request_id: UUID
    client_id: str
    member_id: UUID
    login_id: UUID
    session_id: UUID | None
    redirect_uri: str
    code_challenge: str | None
    nonce: str | None
    scopes: tuple[str, ...]
    acr: Acr
    amr: tuple[str, ...]
    auth_time: datetime
    issued_at: datetime
    expires_at: datetime
    wrong_tries: int = 0
    used_at: datetime | None = None
    grant_id: UUID | None = None


code_of = RowMapper(AuthorizationCode)


class AuthorizationCodes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def issued(code: AuthorizationCode, code_hash: bytes) -> Write:
        """In place of an earlier one of the request, unless that was used."""
        return Write(
            """
            insert into authorization_codes (
                code_hash, request_id, client_id, member_id, login_id, session_id,
                redirect_uri, code_challenge, nonce, scopes, acr, amr, auth_time,
                issued_at, expires_at
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            on conflict (request_id) do update set
                code_hash = excluded.code_hash, issued_at = excluded.issued_at,
                expires_at = excluded.expires_at, wrong_tries = 0,
                member_id = excluded.member_id, login_id = excluded.login_id,
                session_id = excluded.session_id, scopes = excluded.scopes,
                acr = excluded.acr, amr = excluded.amr, auth_time = excluded.auth_time
            where authorization_codes.used_at is null
            """,
            (
                code_hash,
                code.request_id,
                code.client_id,
                code.member_id,
                code.login_id,
                code.session_id,
                code.redirect_uri,
                code.code_challenge,
                code.nonce,
                list(code.scopes),
                code.acr,
                list(code.amr),
                code.auth_time,
                code.issued_at,
                code.expires_at,
            ),
            decisive=True,
        )

    async def note_wrong_try(self, code_hash: bytes, at: datetime) -> bool | None:
        """Count a try that spends nothing; True if it was the one that ends the code,
        None if it has ended before.
        """
        ended: bool | None = await self._connection.fetchval(
            """
            update authorization_codes set
                wrong_tries = wrong_tries + 1,
                used_at = case when wrong_tries + 1 >= $3 then $2::timestamptz end
            where code_hash = $1 and used_at is null
            returning used_at is not null
            """,
            code_hash,
            at,
            MOST_WRONG_TRIES,
        )
        return ended

    @staticmethod
    def all_ended(member_id: UUID, at: datetime) -> Write:
        """The member's codes that were not used yet are no more."""
        return Write(
            """
            update authorization_codes set used_at = $2
            where member_id = $1 and used_at is null
            """,
            (member_id, at),
        )

    async def delete_expired(self, before: datetime, most: int) -> int:
        status = await self._connection.execute(
            """
            delete from authorization_codes where code_hash = any(
                array(
                    select code_hash from authorization_codes
                    where expires_at <= $1 order by expires_at
                    limit $2 for update skip locked
                )
            )
            """,
            before,
            most,
        )
        return rows_in(status)
