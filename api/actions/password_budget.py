"""How often a password may be guessed, for an address typed and for a client.

Addresses are counted as they are typed, known or not, so that a refusal tells nothing.
A try waits for a thread that hashes, is reserved, and given back when it was right.
"""

import asyncio
from asyncio import Semaphore
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from api.concurrency import InTurn
from api.edge.client import Client
from api.edge.problems import Problem, seconds_until, unavailable
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.members import Member
from doorstep.db.password_tries import Guess
from doorstep.db.pool import Pool
from doorstep.errors import Overloaded
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.password_budget import Allowed, Decision, Held, decide
from doorstep.rules.passwords import Passwords
from doorstep.rules.policy import PasswordPolicy
from doorstep.rules.time_limits import TimeLimits
from doorstep.transactions.password_budget import (
    Try,
    count_wrong,
    give_back,
    reserve_try,
    standing,
)

_AT_THE_DOOR = 4
"""Connections at most that a crowd takes before its turn: others need the rest."""
_LOOKS_EACH = 0.05
"""After how many seconds a try in progress is looked at again."""


@dataclass(frozen=True)
class PasswordBudget:
    pool: Pool
    policy: PasswordPolicy
    clock: Clock
    passwords: Passwords
    limits: TimeLimits
    pairs: InTurn = field(default_factory=InTurn)
    door: Semaphore = field(default_factory=partial(Semaphore, _AT_THE_DOOR))

    @asynccontextmanager
    async def one_try(
        self, typed: TypedAddress, client: Client
    ) -> AsyncIterator["PasswordTry"]:
        """A try, given back on the way out unless it was settled.

        Those of one address and client go one after the other: what is not judged yet
        makes nobody wait who types right, and takes one place in the queue.
        """
        row = Try(Guess(typed, client.network))
        async with self.pairs.turn((typed.mailbox, client.network)):
            one = PasswordTry(self, row, client)
            try:
                yield one
            finally:
                await asyncio.shield(one.close())


@dataclass
class PasswordTry:
    budget: PasswordBudget
    row: Try
    client: Client
    _reserved: bool = False

    @asynccontextmanager
    async def judging(self) -> AsyncIterator[None]:
        """A turn at hashing, with the try reserved.

        Raises `too-many-attempts` with the seconds to wait, and at once
        `temporarily-unavailable` where more wait than can be served in time.
        """
        known = await self._known()
        try:
            async with self.budget.passwords.turn(known=known):
                if await self.client.has_left():
                    raise unavailable()  # nobody hears it
                await self._reserve()
                yield
        except Overloaded as overloaded:
            raise unavailable(overloaded.seconds) from None

    async def count(self, member: Member | None) -> None:
        """It was wrong."""
        await count_wrong(self.budget.pool, self.row, member, self.budget.clock())
        self.settle()

    def settle(self) -> None:
        """What became of it is committed."""
        self._reserved = False

    async def close(self) -> None:
        """Whatever cut the judging off costs nothing."""
        if self._reserved:
            await give_back(self.budget.pool, self.row)

    async def _known(self) -> bool:
        """Whether the member signed in from there lately; refuses whoever must wait."""
        pool, policy, at = self.budget.pool, self.budget.policy, self.budget.clock()
        async with self.budget.door:
            before = await standing(pool, policy, self.row.guess, at)
        _refuse_held(decide(before, policy, at), at)
        return before.known

    async def _reserve(self) -> None:
        time = asyncio.get_running_loop().time
        until = time() + self.budget.limits.password_try.total_seconds()
        while not await self._reserved_at(self.budget.clock()):
            if time() >= until:
                raise unavailable()
            await asyncio.sleep(_LOOKS_EACH)

    async def _reserved_at(self, at: datetime) -> bool:
        """False while a try in progress decides; refuses whoever must wait."""
        self._reserved = True
        decision = await reserve_try(self.budget.pool, self.budget.policy, self.row, at)
        if not isinstance(decision, Allowed):
            self.settle()
        _refuse_held(decision, at)
        return isinstance(decision, Allowed)


def _refuse_held(decision: Decision, at: datetime) -> None:
    if isinstance(decision, Held):
        again = seconds_until(decision.until, at)
        raise Problem(ProblemKind.too_many_attempts, retry_after=again)
