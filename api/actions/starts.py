"""Logins whose row is inserted and whose workflow start is not answered yet.

A login that fails to start does not count, so a caller who would be refused because of
one waits for the answer to its start.
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
from doorstep.messages.flows import LoginStart
from doorstep.rules.stages import LoginStage
from doorstep.transactions.endings import withdraw_login

_Answer: TypeAlias = asyncio.Future[None]


def start_of(login: Login, stage: LoginStage) -> LoginStart:
    """What the login's workflow is started with; `stage` is its first one."""
    return LoginStart(
        login_id=login.id,
        account_id=login.account_id,
        member_id=login.member_id,
        application=login.application,
        stage=stage,
        started_at=login.started_at,
        policy=login.policy,
    )


def _none() -> defaultdict[UUID, set[_Answer]]:
    return defaultdict(set)


@dataclass(frozen=True)
class Starts:
    """The pending starts of this process, by member."""

    pool: Pool
    clock: Clock
    _open: defaultdict[UUID, set[_Answer]] = field(default_factory=_none)

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
