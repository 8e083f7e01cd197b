"""Password hashing: argon2id with OWASP's parameters, off the event loop.

Sources: OWASP Password Storage Cheat Sheet (m = 19 MiB, t = 2, p = 1), RFC 9106 (the
names of the parameters), NIST SP 800-63B-4 3.1.1.2 (NFC before hashing: keyboards write
`é` in two ways).
"""

import asyncio
import os
import secrets
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import TypeVar, TypeVarTuple

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from doorstep.rules.bounded_queue import BoundedQueue
from doorstep.rules.hash_cost import USUAL_COST, HashCost
from doorstep.rules.time_limits import TimeLimits

_FEWEST, _MOST = 2, 8
"""Hashes at once, where nothing else is chosen: one for each core."""
_LONGEST_ESTIMATE = 0.25
"""Seconds: the first hash may take longer, on a core that is busy with the start."""
Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True)
class PasswordCheck:
    """`renewed` is a hash to store instead, if the stored one is not of NFC, or took
    less than hashes take now.
    """

    right: bool
    renewed: str | None = None


class Passwords:
    """Hashes and verifies; an unknown address takes as long as a known one."""

    def __init__(
        self,
        limits: TimeLimits,
        threads: int | None = None,
        refused: Callable[[], None] = lambda: None,
        cost: HashCost = USUAL_COST,
    ) -> None:
        threads = threads or min(max(_FEWEST, os.cpu_count() or 1), _MOST)
        self._cost = cost
        self._hasher = _hasher(cost)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="argon2")
        began = time.perf_counter()
        self._nobody = self._hasher.hash(secrets.token_urlsafe(32))
        self.queue = BoundedQueue(
            threads,
            min(time.perf_counter() - began, _LONGEST_ESTIMATE),
            longest_wait=limits.hashing_turn,
            refused=refused,
        )

    def turn(self, *, known: bool) -> AbstractAsyncContextManager[None]:
        """A turn in the queue, in which a password may be verified.

        `known` clients go first. Raises Overloaded.
        """
        return self.queue.turn(known=known)

    async def hash(self, password: str) -> str:
        """Hash a new password. Raises Overloaded."""
        async with self.turn(known=True):
            return await self._off_loop(self._hash, password)

    async def verify(self, password: str, password_hash: str | None) -> PasswordCheck:
        """Whether the password is right; never for None, an address that nobody has.

        A wrong one takes a hash for each Unicode form, also for unknown addresses. For
        unauthenticated clients call it within a `turn`.
        """
        verdict = await self._off_loop(
            self._verify, password_hash or self._nobody, password
        )
        return verdict if password_hash else PasswordCheck(right=False)

    def close(self) -> None:
        self._threads.shutdown(wait=False)

    def _hash(self, password: str) -> str:
        return self._hasher.hash(_composed(password))

    def _verify(self, password_hash: str, password: str) -> PasswordCheck:
        composed = _composed(password)
        if self._fits(password_hash, composed):
            below = _cost_of(password_hash).below(self._cost)
            return PasswordCheck(
                right=True, renewed=self._hash(password) if below else None
            )
        if any(self._fits(password_hash, form) for form in _earlier_forms(password)):
            return PasswordCheck(right=True, renewed=self._hash(password))
        return PasswordCheck(right=False)

    def _fits(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except VerifyMismatchError:
            self._make_up_for(_cost_of(password_hash))
            return False
        except InvalidHashError:
            return False

    def _make_up_for(self, stored: HashCost) -> None:
        """A wrong password takes as long as for an address that nobody has, also where
        the hash is from before the parameters were raised.
        """
        rest = (self._cost.work - stored.work) // self._cost.passes
        if rest >= 8 * self._cost.lanes:  # argon2 takes no less
            _hasher(replace(self._cost, memory=rest)).hash("")

    async def _off_loop(
        self, function: Callable[[*Arguments], Result], *arguments: *Arguments
    ) -> Result:
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, function, *arguments
        )


def _hasher(cost: HashCost) -> PasswordHasher:
    return PasswordHasher(
        time_cost=cost.passes, memory_cost=cost.memory, parallelism=cost.lanes
    )


def _cost_of(password_hash: str) -> HashCost:
    """Raises InvalidHashError."""
    stored = extract_parameters(password_hash)
    return HashCost(stored.memory_cost, stored.time_cost, stored.parallelism)


def _composed(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _earlier_forms(password: str) -> list[str]:
    """The forms that an earlier release may have hashed: as typed, and NFD."""
    forms = (password, unicodedata.normalize("NFD", password))
    return [form for form in dict.fromkeys(forms) if form != _composed(password)]
