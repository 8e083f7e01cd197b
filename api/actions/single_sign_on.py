"""Signing in to a client by the session that the browser has, or with a code alone."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

from api.actions.login_view import opened_login
from api.actions.starts import Starts, start_of
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
from doorstep.transactions.opened_logins import Opened, TooManyLogins
from doorstep.transactions.single_sign_on import SessionLogin, open_for_code, sign_on


@dataclass(frozen=True)
class SingleSignOn:
    """`within` bounds each act, as it does a login by password."""

    pool: Pool
    clock: Clock
    flows: Flows
    starts: Starts
    limits: PasswordPolicy
    within: timedelta

    async def sign_on(self, opening: SessionLogin) -> Issued | NotIssued:
        """Nothing is missing. The workflow of the login has nothing to wait for, so
        that it does not matter where its row is not written after all.
        """
        at = self.clock()
        login = opening.login(at, LoginStage.signed_in)
        async with asyncio.timeout(self.within.total_seconds()):
            await self.flows.start_login(start_of(login, LoginStage.signed_in))
            signed_on = await sign_on(self.pool, opening, login, self.limits, at)
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
