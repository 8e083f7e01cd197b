"""Logins by a session that the browser has already: for what is missing, or nothing."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from uuid_utils.compat import uuid7

from doorstep.db.authorization_facts import RequestsWithFacts, SessionFacts
from doorstep.db.authorization_requests import (
    AuthorizationRequests,
    BrowsersRequest,
)
from doorstep.db.clients import Client
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.login_facts import LoginsWithFacts
from doorstep.db.login_starts import LoginStarts
from doorstep.db.logins import Login, Logins
from doorstep.db.pool import Pool
from doorstep.db.session_clients import SessionClients, SignOnBudget
from doorstep.db.sessions import Session
from doorstep.db.signed_in import SignedIn
from doorstep.db.writes import MemberLock, Write, write_at_once, write_together
from doorstep.errors import RowChanged
from doorstep.rules.policy import LoginPolicy, PasswordPolicy
from doorstep.rules.stages import LoginStage
from doorstep.rules.tokens import new_token, token_hash
from doorstep.rules.user_agents import Browser
from doorstep.transactions.authorization_codes import (
    CODE_LIFETIME,
    Authenticated,
    Issued,
    NotIssued,
    issuing,
    not_issued,
)
from doorstep.transactions.opened_logins import (
    Opened,
    TooManyLogins,
    carried,
    too_many_logins,
)


@dataclass(frozen=True)
class SessionLogin:
    """A login for a client's request, of a member with a live session."""

    asked: BrowsersRequest
    client: Client
    signed_in: SignedIn
    client_address: str
    browser: Browser
    policy: LoginPolicy
    idle: timedelta

    @property
    def session(self) -> Session:
        return self.signed_in.session

    def login(self, at: datetime, stage: LoginStage) -> Login:
        final = stage.final
        return Login(
            id=uuid7(),
            account_id=self.session.account_id,
            member_id=self.session.member_id,
            application=self.asked.request.client_id,
            stage=stage,
            client_address=self.client_address,
            started_at=at,
            expires_at=at if final else at + self.policy.lifetime,
            latest_expiry=at if final else at + self.policy.longest,
            ended_at=at if final else None,
            policy=self.policy,
            browser=self.browser,
            session_id=self.session.id,
            first_factor_at=self.session.auth_time,
            purpose=self.asked.request.parameters.purpose,
        )


async def sign_on(
    pool: Pool,
    opening: SessionLogin,
    login: Login,
    limits: PasswordPolicy,
    at: datetime,
    *,
    started: bool,
) -> Issued | NotIssued | TooManyLogins:
    """Nothing is missing: the login has signed in, and its code is issued.

    Unless its workflow is `started`, it is noted to be.
    """
    budget = SignOnBudget(at - limits.window, limits.single_sign_ons)
    known = SessionFacts.known(opening.client, opening.signed_in)
    facts = known.of(opening.asked.request, login)
    if refusal := not_issued(facts, login, at):
        return refusal
    who = Authenticated.of(login, facts.session)
    code, writes = issuing(facts, who, at, opening.idle, budget)
    noted = [] if started else [LoginStarts.noted(login)]
    try:
        await _written(pool, opening, login, known, [*writes, *noted])
    except RowChanged:  # the session was ended at the same time, or the budget is spent
        async with pool.acquire() as connection:
            since = await SessionClients(connection).spent_since(
                opening.session.id, login.application, budget
            )
        return TooManyLogins(since + limits.window) if since else NotIssued.session_over
    return Issued(code)


async def _written(
    pool: Pool,
    opening: SessionLogin,
    login: Login,
    known: SessionFacts,
    writes: Sequence[Write],
) -> None:
    """In one statement, which locks the member first, and raises RowChanged where
    anything is not as it was read.
    """
    at = login.started_at
    await write_at_once(
        pool,
        RequestsWithFacts.unchanged(known),
        Logins.inserted(login, token_hash(new_token())),
        AuthorizationRequests.carried(opening.asked, login.id, at + CODE_LIFETIME, at),
        *writes,
    )


async def open_for_code(
    pool: Pool,
    opening: SessionLogin,
    flow_token_hash: bytes,
    limits: PasswordPolicy,
    at: datetime,
    *,
    starting: Callable[[Login], Awaitable[object]],
) -> Opened | TooManyLogins | NotIssued:
    """The password was given a moment ago: only a code is missing, or its setup."""
    session, since = opening.session, at - limits.window
    async with MemberLock.held(pool, session.member_id) as connection:
        rows = await LoginsWithFacts(connection).sign_in_of(session.member_id, since)
        facts = await RequestsWithFacts(connection).of_session(
            opening.asked.request.client_id, session.id, at, opening.idle
        )
        if facts is None or rows.member.disabled_at or facts.client.disabled_at:
            return NotIssued.session_over
        if held := too_many_logins(rows, limits):
            return held
        device = rows.device
        stage = LoginStage.code_required if device else LoginStage.setup_required
        login = opening.login(at, stage)
        await starting(login)
        await write_together(
            connection,
            Logins.inserted(login, flow_token_hash),
            *carried(opening.asked, login),
            Events.written(Event.of_login(EventKind.session_used, login, at)),
        )
        return Opened(login, stage, device)
