"""Password hashing: argon2id with OWASP's parameters, off the event loop.

Source: OWASP Password Storage Cheat Sheet (m = 19 MiB, t = 2, p = 1).
"""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_THREADS = 2
Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


class Passwords:
    """Hashes and verifies; an unknown member costs as much as a known one."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="argon2")
        self._nobody = self._hasher.hash(secrets.token_urlsafe(32))

    async def hash(self, password: str) -> str:
        return await self._off_loop(self._hasher.hash, password)

    async def verify(self, password: str, password_hash: str | None) -> bool:
        """Whether the password is right; never for the hash None (nobody's)."""
        right = await self._off_loop(
            self._verify, password_hash or self._nobody, password
        )
        return right and password_hash is not None

    def close(self) -> None:
        self._threads.shutdown(wait=False)

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerifyMismatchError, InvalidHashError):
            return False

    async def _off_loop(
        self, function: Callable[[*Arguments], Result], *arguments: *Arguments
    ) -> Result:
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, function, *arguments
        )
