"""Password tries: reserved before the hash is computed, then counted or given back.

A flood of guesses writes as many rows as hashes can be computed, some millions a day,
so rows that no budget reads any more are deleted within minutes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.clock import Clock
from doorstep.db.events import EventKind
from doorstep.db.members import Member
from doorstep.db.password_tries import Guess, PasswordTries, TriesOfGuess
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import write_together
from doorstep.rules.password_budget import Allowed, Decision, EarlierTries, decide
from doorstep.rules.policy import PasswordPolicy
from doorstep.transactions.repeated_events import note_repeatable

_BATCH = 5000


@dataclass(frozen=True)
class Try:
    """A reserved try; `id` is that of its row."""

    guess: Guess
    id: UUID = field(default_factory=uuid7)


async def earlier_tries(
    pool: Pool, policy: PasswordPolicy, guess: Guess, at: datetime
) -> EarlierTries:
    """The earlier tries; reserves nothing."""
    async with pool.acquire() as connection:
        return await _earlier_tries(connection, policy, guess, at)


async def reserve_try(
    pool: Pool, policy: PasswordPolicy, one: Try, at: datetime
) -> tuple[Decision, Member | None]:
    """Decide, and reserve the try if it is allowed; with the member whom it is for."""
    async with pool.acquire() as connection, connection.transaction():
        tries = PasswordTries(connection)
        await tries.lock(one.guess)
        before = await _earlier_tries(connection, policy, one.guess, at)
        decision = decide(before, policy, at)
        if isinstance(decision, Allowed):
            await tries.reserve(one.id, one.guess, at, decision.waits)
        return decision, before.member


async def count_wrong(
    pool: Pool, one: Try, member: Member | None, at: datetime
) -> None:
    """Count a wrong password and write it to the audit trail.

    `member` has the address that was typed; None if nobody has.
    """
    async with pool.acquire() as connection, connection.transaction():
        await PasswordTries(connection).count(one.id)
        await note_repeatable(connection, EventKind.password_wrong, member, at)


async def give_back(pool: Pool, one: Try) -> None:
    """Delete the reservation of a try that had no verdict."""
    async with pool.acquire() as connection:
        await write_together(connection, PasswordTries.given_back(one.id))


async def forget_tries(
    connection: Connection, before: datetime, most: int = _BATCH
) -> int:
    """Delete those that began before; returns how many. Each batch is a transaction."""
    gone = 0
    while batch := await PasswordTries(connection).delete_before(before, most):
        gone += batch
    return gone


async def forget_old_tries(
    pool: Pool, clock: Clock, policy: PasswordPolicy, most: int = _BATCH
) -> int:
    """Delete those that no budget reads any more; returns how many."""
    async with pool.acquire() as connection:
        before = clock() - policy.remembered_for
        return await forget_tries(connection, before, most)


async def _earlier_tries(
    connection: Connection, policy: PasswordPolicy, guess: Guess, at: datetime
) -> TriesOfGuess:
    return await PasswordTries(connection).earlier_tries(
        guess, at, policy.window, policy.known_client_for
    )
