"""Storing what a client asked for, giving it to one browser, and giving it up."""

from datetime import datetime
from uuid import UUID

from doorstep.db.authorization_requests import (
    AuthorizationRequest,
    AuthorizationRequests,
)
from doorstep.db.pool import Pool
from doorstep.db.writes import write_together


async def keep_request(
    pool: Pool,
    request: AuthorizationRequest,
    *,
    handle_hash: bytes | None = None,
    browser_hash: bytes | None = None,
) -> None:
    """Of the browser with this cookie, or of whoever presents the handle first."""
    async with pool.acquire() as connection:
        await write_together(
            connection,
            AuthorizationRequests.some_forgotten(request.created_at),
            AuthorizationRequests.inserted(
                request, handle_hash=handle_hash, browser_hash=browser_hash
            ),
        )


async def take_request(
    pool: Pool,
    handle_hash: bytes,
    browser_hash: bytes,
    *,
    at: datetime,
    expires_at: datetime,
    client_id: str | None,
) -> AuthorizationRequest | None:
    """None if the handle is of another client, has expired, or was used."""
    async with pool.acquire() as connection:
        return await AuthorizationRequests(connection).take(
            handle_hash, browser_hash, at, expires_at, client_id
        )


async def carry_request(
    pool: Pool, request_id: UUID, login_id: UUID, until: datetime
) -> None:
    """By this login, whose first factor is the client's word."""
    async with pool.acquire() as connection:
        carried = AuthorizationRequests.carried(request_id, login_id, until)
        await write_together(connection, carried)


async def decline(pool: Pool, request_id: UUID, at: datetime) -> None:
    """No login carries it any more."""
    async with pool.acquire() as connection:
        await write_together(connection, AuthorizationRequests.answered(request_id, at))
