"""The budget of password guesses, per typed address and per client.

Unknown addresses are counted too, so that a refusal does not reveal whether one exists.
A try waits for a hashing thread, is reserved, and given back when the password was
right.
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
from doorstep.rules.recent_networks import RecentNetworks
from doorstep.rules.time_limits import TimeLimits
from doorstep.transactions.password_budget import (
    Try,
    count_wrong,
    earlier_tries,
    give_back,
    reserve_try,
)

_MOST_LOOKUPS = 4
"""The most connections that waiting logins use; the rest is for other requests."""
_POLL_SECONDS = 0.05
"""Seconds between two checks of whether tries in progress have been decided."""


@dataclass(frozen=True)
class PasswordBudget:
    pool: Pool
    policy: PasswordPolicy
    clock: Clock
    passwords: Passwords
    networks: RecentNetworks
    limits: TimeLimits
    pairs: InTurn = field(default_factory=InTurn)
    lookups: Semaphore = field(default_factory=partial(Semaphore, _MOST_LOOKUPS))

    @asynccontextmanager
    async def reserving(
        self, typed: TypedAddress, client: Client
    ) -> AsyncIterator["PasswordTry"]:
        """A try, given back at the end unless it was settled.

        Tries of one address and client are serialized: those not judged yet do not
        delay a right password, and take one place in the queue.
        """
        row = Try(Guess(typed, client.network))
        async with self.pairs.turn((typed.mailbox, client.network)):
            one = PasswordTry(self, row, client)
            try:
                yield one
            finally:
                await asyncio.shield(one.close())


@dataclass(frozen=True)
class RightPassword:
    """The member whose password was right, and a stronger hash to store, if any."""

    password_try: Try
    member: Member
    renewed: str | None


@dataclass
class PasswordTry:
    budget: PasswordBudget
    row: Try
    client: Client
    _reserved: bool = False

    async def judge(self, password: str) -> RightPassword:
        """Unknown, disabled and wrong get the same answer in the same time.

        Raises `invalid-credentials`.
        """
        async with self._judging() as member:
            enabled = member is not None and member.disabled_at is None
            verdict = await self.budget.passwords.verify(
                password, member.password_hash if member and enabled else None
            )
        if verdict.right and member is not None:
            return RightPassword(self.row, member, verdict.renewed)
        await count_wrong(self.budget.pool, self.row, member, self.budget.clock())
        self.settle()
        raise Problem(ProblemKind.invalid_credentials)

    @asynccontextmanager
    async def _judging(self) -> AsyncIterator[Member | None]:
        """A turn at hashing, with the try reserved, for the member with the address.

        Raises `too-many-attempts` with the seconds to wait, and at once
        `temporarily-unavailable` where more wait than can be served in time.
        """
        known = await self._known()
        try:
            async with self.budget.passwords.turn(known=known):
                if await self.client.has_left():
                    raise unavailable()  # the client has disconnected
                yield await self._reserve()
        except Overloaded as overloaded:
            raise unavailable(overloaded.seconds) from None

    def settle(self) -> None:
        """The outcome is committed: the try is not given back."""
        self._reserved = False

    async def close(self) -> None:
        """A try that was interrupted is not counted."""
        if self._reserved:
            await give_back(self.budget.pool, self.row)

    async def _known(self) -> bool:
        """Whether the client's network is known; raises where the client must wait."""
        pool, policy, at = self.budget.pool, self.budget.policy, self.budget.clock()
        async with self.budget.lookups:
            before = await earlier_tries(pool, policy, self.row.guess, at)
        if before.known:
            self.budget.networks.note(self.client.network)
        _refuse_held(decide(before, policy, at), at)
        return before.known

    async def _reserve(self) -> Member | None:
        time = asyncio.get_running_loop().time
        until = time() + self.budget.limits.password_try.total_seconds()
        while True:
            decision, member = await self._decision(self.budget.clock())
            if isinstance(decision, Allowed):
                return member
            if time() >= until:
                raise unavailable()
            await asyncio.sleep(_POLL_SECONDS)

    async def _decision(self, at: datetime) -> tuple[Decision, Member | None]:
        """Undecided while others are in progress; raises where the client must wait."""
        self._reserved = True
        decision, member = await reserve_try(
            self.budget.pool, self.budget.policy, self.row, at
        )
        if not isinstance(decision, Allowed):
            self.settle()
        _refuse_held(decision, at)
        return decision, member


def _refuse_held(decision: Decision, at: datetime) -> None:
    if isinstance(decision, Held):
        again = seconds_until(decision.until, at)
        raise Problem(ProblemKind.too_many_attempts, retry_after=again)
