"""The table `authorization_requests`: what clients asked for, until it is answered."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.authorization import AuthorizationParameters


@dataclass(frozen=True)
class AuthorizationRequest:
    """`member_id` is whom the client named; `login_id` is the login that carries it."""

    id: UUID
    client_id: str
    parameters: AuthorizationParameters
    member_id: UUID | None
    login_id: UUID | None
    created_at: datetime
    expires_at: datetime
    answered_at: datetime | None = None


request_of = RowMapper(AuthorizationRequest)


@dataclass(frozen=True)
class BrowsersRequest:
    """A request, and the hash of the cookie of the browser that it is from."""

    request: AuthorizationRequest
    browser_hash: bytes


class AuthorizationRequests:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def carried(
        asked: BrowsersRequest,
        login_id: UUID,
        expires_at: datetime,
        answered_at: datetime | None = None,
    ) -> Write:
        """By this login from now on: an earlier one has ended, or was left."""
        carried = replace(asked.request, expires_at=expires_at)
        return Write(
            """
            insert into authorization_requests as known (
                id, client_id, parameters, member_id, created_at, expires_at,
                login_id, answered_at, browser_hash
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (id) do update set
                expires_at = excluded.expires_at, login_id = excluded.login_id,
                answered_at = excluded.answered_at
            where known.answered_at is null
                and known.browser_hash = excluded.browser_hash
            """,
            (*_values(carried), login_id, answered_at, asked.browser_hash),
            decisive=True,
        )

    @staticmethod
    def answered(request_id: UUID, at: datetime) -> Write:
        return Write(
            """
            update authorization_requests set answered_at = $2
            where id = $1 and answered_at is null
            """,
            (request_id, at),
        )

    async def delete_of_logins(self, login_ids: list[UUID]) -> None:
        """With their codes."""
        await self._connection.execute(
            "delete from authorization_requests where login_id = any($1)", login_ids
        )

    async def delete_expired(self, before: datetime, most: int) -> int:
        """With their codes; returns how many are gone."""
        status = await self._connection.execute(
            """
            delete from authorization_requests where id = any(array(
                select id from authorization_requests
                where expires_at < $1 order by expires_at limit $2
            ))
            """,
            before,
            most,
        )
        return int(status.rpartition(" ")[2])


def _values(request: AuthorizationRequest) -> tuple[object, ...]:
    return (
        request.id,
        request.client_id,
        request.parameters.model_dump(mode="json", exclude_defaults=True),
        request.member_id,
        request.created_at,
        request.expires_at,
    )
