"""Password hashing: argon2id with OWASP's parameters, off the event loop. Hashes that
were imported are verified as they are, and renewed.

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

from argon2 import PasswordHasher

from doorstep.rules.bounded_queue import BoundedQueue
from doorstep.rules.hash_cost import USUAL_COST, HashCost
from doorstep.rules.hash_texts import HashRefused, read_hash
from doorstep.rules.imported_hashes import Argon2, StoredHash
from doorstep.rules.time_limits import TimeLimits

_FEWEST, _MOST = 2, 8
"""Hashes at once, where nothing else is chosen: one for each core."""
_LONGEST_ESTIMATE = 0.25
"""Seconds: the first hash may take longer, on a core that is busy with the start."""
Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True)
class PasswordCheck:
    """`renewed` is a hash to store instead, if the stored one is not of NFC, took less
    than hashes take now, or was imported and is no argon2id.
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
        try:
            stored = read_hash(password_hash)
        except HashRefused:
            return PasswordCheck(right=False)
        if self._fits(stored, _composed(password)):
            renewed = self._hash(password) if self._outdated(stored) else None
            return PasswordCheck(right=True, renewed=renewed)
        if any(self._fits(stored, form) for form in _earlier_forms(password)):
            return PasswordCheck(right=True, renewed=self._hash(password))
        return PasswordCheck(right=False)

    def _outdated(self, stored: StoredHash) -> bool:
        if isinstance(stored, Argon2) and stored.is_argon2id:
            return stored.cost.below(self._cost)
        return True

    def _fits(self, stored: StoredHash, password: str) -> bool:
        if stored.fits(password):
            return True
        self._make_up_for(stored)
        return False

    def _make_up_for(self, stored: StoredHash) -> None:
        """A wrong password takes as long as for an address that nobody has, also where
        the hash is from before the parameters were raised, or an imported one that
        takes less.
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


def _composed(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _earlier_forms(password: str) -> list[str]:
    """The forms that an earlier release may have hashed: as typed, and NFD."""
    forms = (password, unicodedata.normalize("NFD", password))
    return [form for form in dict.fromkeys(forms) if form != _composed(password)]
