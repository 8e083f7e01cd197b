"""Storing what a client asked for, taking it again, and giving it up."""

from datetime import datetime
from uuid import UUID

from doorstep.db.authorization_requests import (
    AuthorizationRequest,
    AuthorizationRequests,
)
from doorstep.db.pool import Pool
from doorstep.db.writes import write_together


async def keep_request(
    pool: Pool, request: AuthorizationRequest, handle_hash: bytes
) -> None:
    """For whoever presents the handle first."""
    async with pool.acquire() as connection:
        await write_together(
            connection,
            AuthorizationRequests.some_forgotten(request.created_at),
            AuthorizationRequests.kept(request, handle_hash),
        )


async def take_request(
    pool: Pool, client_id: str, handle_hash: bytes, at: datetime
) -> AuthorizationRequest | None:
    """None if the handle is of another client, has expired, or was used."""
    async with pool.acquire() as connection:
        return await AuthorizationRequests(connection).take(client_id, handle_hash, at)


async def decline(pool: Pool, request_id: UUID, at: datetime) -> None:
    """No login carries it any more."""
    async with pool.acquire() as connection:
        await write_together(connection, AuthorizationRequests.answered(request_id, at))
