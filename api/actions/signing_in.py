"""From an address and a password to a login: the first step, before the workflow."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from api.actions.login_view import opened_login
from api.actions.password_budget import PasswordBudget, RightPassword
from api.actions.starts import Starts
from api.edge import bodies
from api.edge.client import Client
from api.edge.problems import Problem, unavailable
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.clients import Clients
from doorstep.db.logins import Login
from doorstep.db.members import Member
from doorstep.db.pool import Pool
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.people import Role
from doorstep.rules.policy import LoginPolicy
from doorstep.rules.stages import Application, ApplicationId, is_client
from doorstep.rules.tokens import new_token, token_hash
from doorstep.transactions.opened_logins import NotOpened, Opened, start_of
from doorstep.transactions.sign_in import (
    PASSWORD_ONLY,
    Carrying,
    NewSession,
    Opening,
    open_login,
    refuse_application,
    sign_in_by_password,
)


@dataclass(frozen=True)
class SigningIn:
    """Judges passwords and opens logins."""

    pool: Pool
    clock: Clock
    flows: Flows
    budget: PasswordBudget
    policy: LoginPolicy
    session_idle: timedelta
    starts: Starts

    async def open(
        self,
        credentials: bodies.Credentials,
        client: Client,
        carrying: Carrying | None = None,
    ) -> bodies.Login:
        """A login with its flow token, and a session where no code is required.

        `carrying` is the authorization request of a client that it is for.

        Where the stored hash changed meanwhile, by a concurrent login or a new
        password, the password is judged once more. One time limit covers
        everything, and leaves time to withdraw the login. Where its flow would begin
        too late, nothing is judged.
        """
        if overloaded := self.flows.backlog.refusal():
            raise unavailable(overloaded.seconds)
        typed = TypedAddress.read(credentials.email)
        async with asyncio.timeout(self.budget.limits.act.total_seconds()):
            try:
                return await self._open(credentials, typed, client, carrying)
            except _HashChanged:
                return await self._open(credentials, typed, client, carrying)

    async def _open(
        self,
        credentials: bodies.Credentials,
        typed: TypedAddress,
        client: Client,
        carrying: Carrying | None,
    ) -> bodies.Login:
        application, token = credentials.application, new_token()
        async with AsyncExitStack() as start:
            async with self.budget.reserving(typed, client) as one:
                right = await one.judge(credentials.password)
                if application == Application.admin_center:
                    await self._admit_to_admin_center(right.member)
                elif is_client(application):
                    await self._admit_to_client(right.member, application)
                opening = replace(
                    self._opening(right, application, client, token), carrying=carrying
                )
                opened = await self._open_in_turn(opening, start)
                one.settle()
            await self.flows.start_login(start_of(opened.login, opened.stage))
        login = opened_login(opened, token, self.clock())
        if not opened.stage.final:
            return login
        session = await self._sign_in(opened.login, client)
        return login.model_copy(update={"session": session})

    async def _admit_to_admin_center(self, member: Member) -> None:
        if member.role is not Role.admin:
            await refuse_application(self.pool, member, self.clock())
            raise Problem(ProblemKind.not_an_administrator)

    async def _admit_to_client(self, member: Member, client_id: ApplicationId) -> None:
        """One that the account uses, and for which Doorstep asks for the password."""
        async with self.pool.acquire() as connection:
            client = await Clients(connection).find(client_id)
        if client is None or not client.takes_password(member.account_id):
            await refuse_application(self.pool, member, self.clock(), client=True)
            raise Problem(ProblemKind.not_an_application)

    def _opening(
        self,
        right: RightPassword,
        application: ApplicationId,
        client: Client,
        token: str,
    ) -> Opening:
        return Opening(
            member=right.member,
            renewed_hash=right.renewed,
            password_try=right.password_try,
            application=application,
            client_address=client.address,
            client_vouched=client.vouched,
            browser=client.browser,
            token_hash=token_hash(token),
            policy=self.policy,
            limits=self.budget.policy,
        )

    async def _open_in_turn(self, opening: Opening, start: AsyncExitStack) -> Opened:
        insert = partial(open_login, self.pool, opening)
        match await self.starts.opened_in_turn(opening.member.id, insert, start):
            case Opened() as opened:
                return opened
            case NotOpened.hash_changed:
                raise _HashChanged
            case NotOpened.shut_out:
                raise Problem(ProblemKind.invalid_credentials)

    async def _sign_in(self, login: Login, client: Client) -> bodies.Session:
        """The account requires no code: the password alone signs in."""
        at, token = self.clock(), new_token()
        new = NewSession(
            amr=PASSWORD_ONLY,
            token_hash=token_hash(token),
            client_address=client.address,
            user_agent=client.user_agent,
        )
        idle = self.session_idle
        session = await sign_in_by_password(self.pool, login, new, at, idle)
        if session is None:
            raise Problem(ProblemKind.invalid_credentials)
        return bodies.Session.of(session, token, self.session_idle)


class _HashChanged(Problem):
    """The stored hash is no longer the one that was judged."""

    def __init__(self) -> None:
        super().__init__(ProblemKind.invalid_credentials)
