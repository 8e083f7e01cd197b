"""How often a password may be guessed, for an address typed and for a client.

Addresses are counted as they are typed, known or not, so that a refusal tells nothing.
A try is reserved before hashing and given back when it was right.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from api.gate import InTurn
from api.problems import Problem, seconds_until
from doorstep.clock import Clock
from doorstep.db.password_tries import PasswordTries, Tries
from doorstep.db.pool import Connection, Pool
from doorstep.db.sessions import Sessions
from doorstep.policy import PasswordPolicy, wait_after
from doorstep.rules.addresses import TypedAddress


@dataclass(frozen=True)
class PasswordBudget:
    pool: Pool
    policy: PasswordPolicy
    clock: Clock
    pairs: InTurn = field(default_factory=InTurn)

    @asynccontextmanager
    async def one_try(self, typed: TypedAddress, client: str) -> AsyncIterator[None]:
        """A try, spent by the verdict `invalid-credentials` alone.

        A right password gives it back, and so does whatever cut the judging off.
        Those of one address and client go one after the other: what is not judged yet
        makes nobody wait who types right. Raises `too-many-attempts` with the seconds
        to wait.
        """
        async with (
            self.pairs.turn((typed.mailbox, client)),
            self._reserved(typed, client),
        ):
            yield

    @asynccontextmanager
    async def _reserved(self, typed: TypedAddress, client: str) -> AsyncIterator[None]:
        try_id = await self._reserve(typed, client, self.clock())
        wrong = False
        try:
            yield
        except Problem:
            wrong = True
            raise
        finally:
            if not wrong:
                await asyncio.shield(self._give_back(try_id))

    async def _reserve(self, typed: TypedAddress, client: str, at: datetime) -> UUID:
        async with self.pool.acquire() as connection, connection.transaction():
            counting = _Counting(
                connection,
                self.policy,
                typed,
                hashlib.sha256(typed.mailbox.encode()).digest(),
                client,
                at,
            )
            return await counting.reserve()

    async def _give_back(self, try_id: UUID) -> None:
        async with self.pool.acquire() as connection:
            await PasswordTries(connection).give_back(try_id)


@dataclass(frozen=True)
class _Counting:
    connection: Connection
    policy: PasswordPolicy
    address: TypedAddress
    address_key: bytes
    client: str
    at: datetime

    async def reserve(self) -> UUID:
        tries = PasswordTries(self.connection)
        await tries.lock(self.address_key, self.client)
        waits = await self._waits_of_pair(tries)
        since = self.at - self.policy.window
        self._hold(
            await tries.of_client(self.client, since), self.policy.tries_per_client
        )
        if not await self._known_client():
            self._hold(
                await tries.of_address(self.address_key, since),
                self.policy.tries_per_address,
            )
        try_id = uuid7()
        await tries.reserve(try_id, self.address_key, self.client, self.at, waits)
        return try_id

    async def _waits_of_pair(self, tries: PasswordTries) -> int:
        """The how-manieth wait in a row this try would bring, were it wrong."""
        window = self.policy.window
        last = await tries.latest_of_pair(self.address_key, self.client)
        if last is not None and last.waits:
            wait = wait_after(
                last.waits,
                free=1,
                first=self.policy.first_wait,
                longest=self.policy.longest_wait,
            )
            over = last.at + (wait or window)
            self._refuse_until(over)
            if self.at < over + window:
                return last.waits + 1
        earlier = await tries.of_pair(self.address_key, self.client, self.at - window)
        return 1 if earlier.count + 1 >= self.policy.tries_per_pair else 0

    def _hold(self, tries: Tries, limit: int) -> None:
        if tries.count >= limit and tries.latest is not None:
            self._refuse_until(tries.latest + self.policy.hold)

    def _refuse_until(self, moment: datetime) -> None:
        if self.at < moment:
            raise Problem(
                "too-many-attempts", retry_after=seconds_until(moment, self.at)
            )

    async def _known_client(self) -> bool:
        return await Sessions(self.connection).known_client(
            self.address, self.client, self.at - self.policy.known_client_for
        )
