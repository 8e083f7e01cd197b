"""What is refused in the name of a client, and the single use of its assertions."""

from datetime import datetime

from doorstep.db.client_assertions import ClientAssertions
from doorstep.db.clients import Client
from doorstep.db.event_kinds import EventKind
from doorstep.db.pool import Pool
from doorstep.db.repeated_events import RepeatedEvents
from doorstep.rules.client_assertions import Assertion

SINGLE_EVENTS = 10
"""Events of a client in an hour; those after them are counted."""


async def refuse_client(pool: Pool, client: Client, reason: str, at: datetime) -> None:
    """Audit it: anybody who knows the client's id can cause it."""
    async with pool.acquire() as connection:
        await RepeatedEvents(connection).add_of_client(
            EventKind.client_not_authenticated,
            *(client.id, client.account_id, reason, at),
            single=SINGLE_EVENTS,
        )


async def refuse_redirect(pool: Pool, client: Client, at: datetime) -> None:
    """The same for an address that is not registered for the client."""
    async with pool.acquire() as connection:
        await RepeatedEvents(connection).add_of_client(
            EventKind.redirect_refused,
            *(client.id, client.account_id, "redirect_uri", at),
            single=SINGLE_EVENTS,
        )


async def use_assertion(
    pool: Pool, client_id: str, assertion: Assertion, used_for: bytes
) -> bool | None:
    """True for a first use; False where the same request used it before; None where it
    was used for another.
    """
    async with pool.acquire() as connection:
        return await ClientAssertions(connection).use(
            client_id, assertion.jti_hash, used_for, assertion.expires_at
        )
