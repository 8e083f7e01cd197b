"""The table `access_tokens`: opaque tokens of grants, and of client credentials."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection, rows_in
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write


@dataclass(frozen=True)
class AccessToken:
    """`grant_id` is None for one of client credentials. One that `outlives_session` was
    given for a refresh token after the session's end.
    """

    token_hash: bytes
    client_id: str
    grant_id: UUID | None
    scopes: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    outlives_session: bool = False


access_token_of = RowMapper(AccessToken)


class AccessTokens:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def inserted(token: AccessToken) -> Write:
        return Write(
            """
            insert into access_tokens (
                token_hash, client_id, grant_id, scopes, issued_at, expires_at
            ) values ($1, $2, $3, $4, $5, $6)
            """,
            (
                token.token_hash,
                token.client_id,
                token.grant_id,
                list(token.scopes),
                token.issued_at,
                token.expires_at,
            ),
        )

    @staticmethod
    def ended(token_hash: bytes, at: datetime) -> Write:
        return Write(
            """
            update access_tokens set ended_at = $2
            where token_hash = $1 and ended_at is null
            """,
            (token_hash, at),
            decisive=True,
        )

    async def delete_expired(self, before: datetime, most: int) -> int:
        status = await self._connection.execute(
            """
            delete from access_tokens where token_hash = any(
                array(
                    select token_hash from access_tokens
                    where expires_at <= $1 order by expires_at
                    limit $2 for update skip locked
                )
            )
            """,
            before,
            most,
        )
        return rows_in(status)
