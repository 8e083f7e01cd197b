"""From an address and a password to a login: the first step, before any flow."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from uuid_utils.compat import uuid7

from api.actions.password_budget import PasswordBudget, PasswordTry
from api.actions.starts import Starts
from api.edge import bodies
from api.edge.client import Client
from api.edge.problems import Problem, seconds_until
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.accounts import Accounts
from doorstep.db.devices import Devices
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.sessions import Session, Sessions
from doorstep.messages.flows import LoginStart
from doorstep.rules import totp
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.passwords import Passwords
from doorstep.rules.people import Role
from doorstep.rules.policy import LoginPolicy
from doorstep.rules.stages import Application, LoginStage
from doorstep.rules.time_limits import TimeLimits
from doorstep.rules.tokens import new_token, token_hash
from doorstep.transactions.repeated_events import note_repeatable

AMR_PASSWORD_ONLY = ("pwd",)


@dataclass(frozen=True)
class SigningIn:
    """Judges passwords and opens logins."""

    pool: Pool
    clock: Clock
    flows: Flows
    passwords: Passwords
    budget: PasswordBudget
    policy: LoginPolicy
    session_idle: timedelta
    starts: Starts
    limits: TimeLimits

    async def open(
        self, credentials: bodies.Credentials, client: Client
    ) -> bodies.Login:
        """A login with its flow token, and a session where no code is asked for.

        Where another hash was put in the place of the one that was judged, by a login
        beside this one or with a new password, the password is judged once more.
        All has one limit, which leaves the caller's patience time for a withdrawal.
        """
        async with asyncio.timeout(self.limits.act.total_seconds()):
            try:
                return await self._open(credentials, client)
            except _HashChanged:
                return await self._open(credentials, client)

    async def _open(
        self, credentials: bodies.Credentials, client: Client
    ) -> bodies.Login:
        application, token = credentials.application, new_token()
        typed = TypedAddress.read(credentials.email)
        async with AsyncExitStack() as start:
            async with self.budget.one_try(typed, client) as one:
                right = await self._judge_password(one, credentials.password)
                if application is Application.admin_center:
                    await self._admit_to_admin_center(right.member)
                asked = _Asked(application, client, token)
                login, first = await self._insert_in_turn(right, asked, start)
            await self._start(login, first.stage)
        session = await self._sign_in(login, client) if first.stage.final else None
        return bodies.Login(
            id=login.id,
            stage=first.stage,
            application=login.application,
            enrollment_id=None,
            next_code_at=totp.next_code_at(first.last_step, self.clock()),
            expires_at=login.expires_at,
            flow_token=token,
            session=session,
        )

    async def _admit_to_admin_center(self, member: Member) -> None:
        if member.role is not Role.admin:
            async with self.pool.acquire() as connection:
                kind, at = EventKind.application_refused, self.clock()
                await note_repeatable(connection, kind, member, at)
            raise Problem(ProblemKind.not_an_administrator)

    async def _judge_password(self, one: PasswordTry, password: str) -> "_Right":
        """One answer and one timing for whoever has no business here."""
        async with one.judging():
            async with self.pool.acquire() as connection:
                member = await Members(connection).with_address(one.guess.address)
            enabled = member is not None and member.disabled_at is None
            verdict = await self.passwords.verify(
                password, member.password_hash if member and enabled else None
            )
        if verdict.right and member is not None:
            return _Right(one, member, verdict.renewed)
        async with self.pool.acquire() as connection, connection.transaction():
            await one.count(connection)
            kind, at = EventKind.password_wrong, self.clock()
            await note_repeatable(connection, kind, member, at)
        one.settle()
        raise Problem(ProblemKind.invalid_credentials)

    async def _insert_in_turn(
        self, right: "_Right", asked: "_Asked", start: AsyncExitStack
    ) -> tuple[Login, "_First"]:
        """Nobody is refused for logins that Temporal may yet turn out not to take."""
        while True:
            try:
                return await self._insert(right, asked, start)
            except _TooManyLogins:
                if not await self.starts.one_answered(right.member.id):
                    raise

    async def _insert(
        self, right: "_Right", asked: "_Asked", start: AsyncExitStack
    ) -> tuple[Login, "_First"]:
        """The login's row, and how it starts; none for whoever was just shut out.

        A login that needs no code is signed in only after its workflow was started: if
        that fails, `start` withdraws the row, and nobody has its token.
        """
        member, at = right.member, self.clock()
        async with self.pool.acquire() as connection, connection.transaction():
            await _check_unchanged(connection, member)
            await self._refuse_too_many(connection, member, at)
            if right.renewed:
                await Members(connection).renew_password_hash(member, right.renewed)
            first = await _first(connection, member)
            login = Login(
                id=uuid7(),
                account_id=member.account_id,
                member_id=member.id,
                application=asked.application,
                stage=LoginStage.code_required if first.stage.final else first.stage,
                client_address=asked.client.address,
                started_at=at,
                expires_at=at + self.policy.lifetime,
                latest_expiry=at + self.policy.longest,
                ended_at=None,
                browser=asked.client.browser,
                policy=self.policy,
            )
            await start.enter_async_context(self.starts.of(login))
            await Logins(connection).insert(login, token_hash(asked.token))
            await _write(connection, EventKind.password_right, login, at)
            await right.counted.give_back(connection)
        right.counted.settle()
        return login, first

    async def _refuse_too_many(
        self, connection: Connection, member: Member, at: datetime
    ) -> None:
        limits = self.budget.policy
        started = await Logins(connection).started_since(member.id, at - limits.window)
        if len(started) >= limits.logins_per_member:
            again = started[limits.logins_per_member - 1] + limits.window
            raise _TooManyLogins(seconds_until(again, at))

    async def _start(self, login: Login, stage: LoginStage) -> None:
        start = LoginStart(
            login_id=login.id,
            account_id=login.account_id,
            member_id=login.member_id,
            application=login.application,
            stage=stage,
            started_at=login.started_at,
            policy=self.policy,
        )
        await self.flows.start_login(start)

    async def _sign_in(self, login: Login, client: Client) -> bodies.Session:
        """The account does not ask for a code: the password is all."""
        at, token = self.clock(), new_token()
        session = Session(
            id=uuid7(),
            account_id=login.account_id,
            member_id=login.member_id,
            login_id=login.id,
            application=login.application,
            amr=AMR_PASSWORD_ONLY,
            client_address=client.address,
            user_agent=client.user_agent,
            auth_time=at,
            last_seen_at=at,
            expires_at=at + self.policy.session_lifetime,
        )
        async with self.pool.acquire() as connection, connection.transaction():
            member = await Members(connection).lock(login.member_id)
            if member.disabled_at or not await Logins(connection).end(
                login.id, LoginStage.signed_in, at
            ):
                raise Problem(ProblemKind.invalid_credentials)
            await Sessions(connection).insert(session, token_hash(token))
            await _write(
                connection,
                EventKind.signed_in,
                login,
                at,
                amr=" ".join(AMR_PASSWORD_ONLY),
            )
        return bodies.Session(
            token=token,
            expires_at=min(session.expires_at, at + self.session_idle),
            amr=session.amr,
        )


class _HashChanged(Problem):
    """It is no longer the one that was judged."""

    def __init__(self) -> None:
        super().__init__(ProblemKind.invalid_credentials)


class _TooManyLogins(Problem):
    """Of the member, by the rows that are there."""

    def __init__(self, seconds: int) -> None:
        super().__init__(ProblemKind.too_many_logins, retry_after=seconds)


async def _check_unchanged(connection: Connection, member: Member) -> None:
    current = await Members(connection).lock(member.id)
    if current.disabled_at:
        raise Problem(ProblemKind.invalid_credentials)
    if current.password_hash != member.password_hash:
        raise _HashChanged


@dataclass(frozen=True)
class _Right:
    """Whose password was right, and a hash to keep instead of the one that fits."""

    counted: PasswordTry
    member: Member
    renewed: str | None


@dataclass(frozen=True)
class _Asked:
    """Where to, by whom, and the flow token that will be told."""

    application: Application
    client: Client
    token: str


@dataclass(frozen=True)
class _First:
    """The stage that a login starts in, and the member's last used time step."""

    stage: LoginStage
    last_step: int | None


async def _first(connection: Connection, member: Member) -> _First:
    """What the account asks for is read here, once for the life of the login."""
    account = await Accounts(connection).get(member.account_id)
    device = await Devices(connection).active(member.id)
    last_step = device.last_step if device else None
    if not account.two_step_required:
        return _First(LoginStage.signed_in, last_step)
    if device:
        return _First(LoginStage.code_required, last_step)
    return _First(LoginStage.setup_required, last_step)


async def _write(
    connection: Connection, kind: EventKind, login: Login, at: datetime, **detail: str
) -> None:
    await Events(connection).write(
        Event(
            kind,
            login.account_id,
            at,
            member_id=login.member_id,
            login_id=login.id,
            detail=detail,
        )
    )
