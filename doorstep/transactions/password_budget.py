"""Tries at passwords: reserved while nobody else does, and forgotten.

A flood of guesses writes as many rows as can be hashed, some millions a day: what can
matter to nobody any more goes within minutes.
"""

from datetime import datetime
from uuid import UUID

from doorstep.clock import Clock
from doorstep.db.password_tries import Guess, PasswordTries
from doorstep.db.pool import Connection, Pool
from doorstep.rules.password_budget import Allowed, Decision, decide
from doorstep.rules.policy import PasswordPolicy

_BATCH = 5000


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


async def forget_tries(connection: Connection, before: datetime) -> int:
    """Those that began before; gives how many. Each batch commits by itself."""
    gone = 0
    while batch := await PasswordTries(connection).delete_before(before, _BATCH):
        gone += batch
    return gone


async def forget_old_tries(pool: Pool, clock: Clock, policy: PasswordPolicy) -> int:
    """Those that no budget looks at any more; gives how many."""
    async with pool.acquire() as connection:
        return await forget_tries(connection, clock() - policy.remembered_for)
