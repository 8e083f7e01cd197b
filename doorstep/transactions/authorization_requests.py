"""Using the address of what a client asked for, and giving it up."""

from datetime import datetime
from uuid import UUID

from doorstep.db.authorization_requests import (
    AuthorizationRequest,
    AuthorizationRequests,
)
from doorstep.db.pool import Pool
from doorstep.db.used_requests import UsedRequests
from doorstep.db.writes import write_together
from doorstep.errors import RowChanged


async def use_request(pool: Pool, request: AuthorizationRequest, at: datetime) -> bool:
    """Note that its address was used; False if it was before."""
    try:
        async with pool.acquire() as connection:
            await write_together(
                connection,
                UsedRequests.some_forgotten(at),
                UsedRequests.used(request.id, request.expires_at),
            )
    except RowChanged:
        return False
    return True


async def decline(pool: Pool, request_id: UUID, at: datetime) -> None:
    """No login carries it any more."""
    async with pool.acquire() as connection:
        await write_together(connection, AuthorizationRequests.answered(request_id, at))
