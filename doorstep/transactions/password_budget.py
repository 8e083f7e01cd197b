"""Reserving a try at a password: counted and inserted while nobody else does."""

from datetime import datetime
from uuid import UUID

from doorstep.db.password_tries import Guess, PasswordTries
from doorstep.db.pool import Connection
from doorstep.policy import PasswordPolicy
from doorstep.rules.password_budget import Allowed, Decision, decide


async def reserve_try(
    connection: Connection,
    policy: PasswordPolicy,
    try_id: UUID,
    guess: Guess,
    at: datetime,
) -> Decision:
    """In a transaction; the try is reserved where it is allowed."""
    tries = PasswordTries(connection)
    await tries.lock(guess)
    standing = await tries.standing(guess, at, policy.window, policy.known_client_for)
    decision = decide(standing, policy, at)
    if isinstance(decision, Allowed):
        await tries.reserve(try_id, guess, at, decision.waits)
    return decision
