"""Opening logins: a row is inserted, then its workflow is started.

A login that fails to start does not count, so a caller who would be refused because of
one waits for the answer to its start.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from api.edge.problems import Problem, seconds_until
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.transactions.endings import withdraw_login
from doorstep.transactions.opened_logins import (
    NotOpened,
    Opened,
    Starting,
    TooManyLogins,
)

_Answer: TypeAlias = asyncio.Future[None]
_Insert: TypeAlias = Callable[
    [datetime, Starting], Awaitable[Opened | TooManyLogins | NotOpened]
]
"""Inserts the row of a login, and calls the other before it commits."""


def _none() -> defaultdict[UUID, set[_Answer]]:
    return defaultdict(set)


@dataclass(frozen=True)
class Starts:
    """The pending starts of this process, by member."""

    pool: Pool
    clock: Clock
    _open: defaultdict[UUID, set[_Answer]] = field(default_factory=_none)

    async def opened_in_turn(
        self, member_id: UUID, insert: _Insert, start: AsyncExitStack
    ) -> Opened | NotOpened:
        """A login is not refused because of others whose start may still fail.

        Where the workflow's start fails, `start` withdraws the row. Raises
        `too-many-logins`.
        """

        async def starting(login: Login) -> None:
            await start.enter_async_context(self.of(login))

        while True:
            at = self.clock()
            opened = await insert(at, starting)
            if not isinstance(opened, TooManyLogins):
                return opened
            if not await self.one_answered(member_id):
                again = seconds_until(opened.again_at, at)
                raise Problem(ProblemKind.too_many_logins, retry_after=again)

    @asynccontextmanager
    async def of(self, login: Login) -> AsyncIterator[None]:
        """From the insert of the row to the start; a failure in between withdraws
        the login.

        A cancelled caller cancels only its waiting: the login is withdrawn all the
        same.
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
        """Wait for one of the member's starts; False where none is pending."""
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
