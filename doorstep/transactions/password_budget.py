"""Tries at passwords: reserved while nobody else does, settled, and forgotten.

A flood of guesses writes as many rows as can be hashed, some millions a day: what can
matter to nobody any more goes within minutes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.clock import Clock
from doorstep.db.events import EventKind
from doorstep.db.members import Member
from doorstep.db.password_tries import Guess, PasswordTries
from doorstep.db.pool import Connection, Pool
from doorstep.rules.password_budget import Allowed, Decision, Standing, decide
from doorstep.rules.policy import PasswordPolicy
from doorstep.transactions.repeated_events import note_repeatable

_BATCH = 5000


@dataclass(frozen=True)
class Try:
    """One guess at a password, by the id of its row."""

    guess: Guess
    id: UUID = field(default_factory=uuid7)


async def standing(
    pool: Pool, policy: PasswordPolicy, guess: Guess, at: datetime
) -> Standing:
    """What was tried before; nothing is reserved by looking."""
    async with pool.acquire() as connection:
        return await _standing(connection, policy, guess, at)


async def reserve_try(
    pool: Pool, policy: PasswordPolicy, one: Try, at: datetime
) -> Decision:
    """The try is reserved where it is allowed."""
    async with pool.acquire() as connection, connection.transaction():
        tries = PasswordTries(connection)
        await tries.lock(one.guess)
        before = await _standing(connection, policy, one.guess, at)
        decision = decide(before, policy, at)
        if isinstance(decision, Allowed):
            await tries.reserve(one.id, one.guess, at, decision.waits)
        return decision


async def count_wrong(
    pool: Pool, one: Try, member: Member | None, at: datetime
) -> None:
    """The password was wrong: counted, and told of in the audit trail.

    `member` is whose password it was to be, if anybody's.
    """
    async with pool.acquire() as connection, connection.transaction():
        await PasswordTries(connection).count(one.id)
        await note_repeatable(connection, EventKind.password_wrong, member, at)


async def give_back(pool: Pool, one: Try) -> None:
    """Of a try that came to no verdict."""
    async with pool.acquire() as connection:
        await PasswordTries(connection).give_back(one.id)


async def forget_tries(
    connection: Connection, before: datetime, most: int = _BATCH
) -> int:
    """Those that began before; gives how many. Each batch commits by itself."""
    gone = 0
    while batch := await PasswordTries(connection).delete_before(before, most):
        gone += batch
    return gone


async def forget_old_tries(
    pool: Pool, clock: Clock, policy: PasswordPolicy, most: int = _BATCH
) -> int:
    """Those that no budget looks at any more; gives how many."""
    async with pool.acquire() as connection:
        before = clock() - policy.remembered_for
        return await forget_tries(connection, before, most)


async def _standing(
    connection: Connection, policy: PasswordPolicy, guess: Guess, at: datetime
) -> Standing:
    return await PasswordTries(connection).standing(
        guess, at, policy.window, policy.known_client_for
    )
