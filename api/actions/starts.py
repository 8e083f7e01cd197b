"""Logins between their row and Temporal's answer: whether they count is not known yet.

A start that Temporal does not take leaves nothing that counts, so whoever would be
refused because of such a login waits for its answer.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from doorstep.clock import Clock
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.transactions.endings import withdraw_login

_Answer: TypeAlias = asyncio.Future[None]


def _none() -> defaultdict[UUID, set[_Answer]]:
    return defaultdict(set)


@dataclass(frozen=True)
class Starts:
    """Of this process, by member."""

    pool: Pool
    clock: Clock
    _open: defaultdict[UUID, set[_Answer]] = field(default_factory=_none)

    @asynccontextmanager
    async def of(self, login: Login) -> AsyncIterator[None]:
        """From the insert of its row to the start; what fails within withdraws it.

        A caller who waits no longer cuts off only the waiting: it is withdrawn still.
        """
        answer: _Answer = asyncio.get_running_loop().create_future()
        self._open[login.member_id].add(answer)
        try:
            yield
        except BaseException:
            await asyncio.shield(self._withdraw(login, answer))
            raise
        self._answered(login, answer)

    async def one_answered(self, member_id: UUID) -> bool:
        """Wait for the next of the member's; False where there is none."""
        answers = self._open.get(member_id)
        if not answers:
            return False
        await asyncio.wait(set(answers), return_when=asyncio.FIRST_COMPLETED)
        return True

    async def _withdraw(self, login: Login, answer: _Answer) -> None:
        try:
            await withdraw_login(self.pool, login, self.clock())
        finally:
            self._answered(login, answer)

    def _answered(self, login: Login, answer: _Answer) -> None:
        answer.set_result(None)
        answers = self._open[login.member_id]
        answers.discard(answer)
        if not answers:
            del self._open[login.member_id]
