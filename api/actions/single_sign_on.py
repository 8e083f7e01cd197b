"""Signing in to a client by the session that the browser has, or with a code alone."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.actions.login_view import opened_login
from api.actions.starts import Starts
from api.edge import bodies
from api.edge.problems import Problem, seconds_until
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.rules.policy import PasswordPolicy
from doorstep.rules.stages import LoginStage
from doorstep.rules.tokens import new_token, token_hash
from doorstep.transactions.authorization_codes import Issued, NotIssued
from doorstep.transactions.opened_logins import Opened, TooManyLogins, start_of
from doorstep.transactions.single_sign_on import SessionLogin, open_for_code, sign_on

_LONGEST_LINE = timedelta(seconds=10)
"""How late the workflow of a login may be: after this, requests start their own."""


@dataclass(frozen=True)
class SingleSignOn:
    """`within` bounds each act, as it does a login by password."""

    pool: Pool
    clock: Clock
    flows: Flows
    starts: Starts
    limits: PasswordPolicy
    within: timedelta

    async def sign_on(
        self, opening: SessionLogin, starts_since: datetime | None
    ) -> Issued | NotIssued:
        """Nothing is missing. The workflow of the login has nothing to wait for: a
        worker starts it soon. Where that is late, since `starts_since`, it is started
        before anything is written; without its row, it is over as well.
        """
        at = self.clock()
        login = opening.login(at, LoginStage.signed_in)
        late = starts_since is not None and at - starts_since > _LONGEST_LINE
        async with asyncio.timeout(self.within.total_seconds()):
            if late:
                await self.flows.start_login(start_of(login, login.stage))
            signed_on = await sign_on(
                self.pool, opening, login, self.limits, at, started=late
            )
        if isinstance(signed_on, TooManyLogins):
            raise self._too_many(signed_on)
        return signed_on

    async def ask_for_code(self, opening: SessionLogin) -> bodies.Login | NotIssued:
        """A login that waits for a code, or for its setup."""
        token = new_token()
        async with (
            asyncio.timeout(self.within.total_seconds()),
            AsyncExitStack() as start,
        ):
            opened = await self._opened(opening, token, start)
            if isinstance(opened, NotIssued):
                return opened
            await self.flows.start_login(start_of(opened.login, opened.stage))
        return opened_login(opened, token, self.clock())

    async def _opened(
        self, opening: SessionLogin, token: str, start: AsyncExitStack
    ) -> Opened | NotIssued:
        """Where the workflow's start fails, `start` withdraws the row."""

        async def starting(login: Login) -> None:
            await start.enter_async_context(self.starts.of(login))

        opened = await open_for_code(
            self.pool,
            opening,
            token_hash(token),
            self.limits,
            self.clock(),
            starting=starting,
        )
        if isinstance(opened, TooManyLogins):
            raise self._too_many(opened)
        return opened

    def _too_many(self, held: TooManyLogins) -> Problem:
        again = seconds_until(held.again_at, self.clock())
        return Problem(ProblemKind.too_many_logins, retry_after=again)
