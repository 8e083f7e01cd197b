"""The table `grants`: what a client got by one code, with the tokens that came of it.

(`doorstep.db.grants` is about privileges of the database's roles.)
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection, rows_in
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.acr import Acr
from doorstep.rules.clients import Scope


@dataclass(frozen=True)
class TokenGrant:
    """`session_id` is None where the client has proved the first factor itself."""

    id: UUID
    client_id: str
    account_id: UUID
    member_id: UUID
    login_id: UUID
    session_id: UUID | None
    scopes: tuple[str, ...]
    acr: Acr
    amr: tuple[str, ...]
    nonce: str | None
    auth_time: datetime
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None

    @property
    def offline(self) -> bool:
        """Whether it may outlive its session."""
        return Scope.offline_access in self.scopes


grant_of = RowMapper(TokenGrant)


class TokenGrants:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def ended(grant_id: UUID, at: datetime) -> Write:
        """With all its tokens."""
        return Write(
            "update grants set ended_at = $2 where id = $1 and ended_at is null",
            (grant_id, at),
            decisive=True,
        )

    @staticmethod
    def all_ended(member_id: UUID, at: datetime) -> Write:
        """Those of a member, after the codes: an exchange in progress is waited for."""
        return Write(
            "update grants set ended_at = $2 where member_id = $1 and ended_at is null",
            (member_id, at),
        )

    async def delete_expired(self, before: datetime, most: int) -> int:
        """With their tokens, which are no longer than they."""
        status = await self._connection.execute(
            """
            delete from grants where id = any(
                array(
                    select id from grants
                    where expires_at <= $1 order by expires_at
                    limit $2 for update skip locked
                )
            )
            """,
            before,
            most,
        )
        return rows_in(status)
