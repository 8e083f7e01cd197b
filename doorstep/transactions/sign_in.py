"""The transactions of signing in: from a right password to a login, and to a session.

A refusal is a result, not an error.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from uuid_utils.compat import uuid7

from doorstep.db.authorization_requests import BrowsersRequest
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.login_facts import LoginsWithFacts, MembersSignIn
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member, Members
from doorstep.db.password_tries import PasswordTries
from doorstep.db.pool import Connection, Pool
from doorstep.db.sessions import Session, Sessions
from doorstep.db.writes import MemberLock, Write, write_together
from doorstep.rules.policy import LoginPolicy, PasswordPolicy
from doorstep.rules.stages import ApplicationId, LoginStage
from doorstep.rules.user_agents import Browser
from doorstep.transactions.opened_logins import (
    NotOpened,
    Opened,
    Starting,
    TooManyLogins,
    carried,
    too_many_logins,
)
from doorstep.transactions.password_budget import Try
from doorstep.transactions.repeated_events import note_repeatable

PASSWORD_ONLY: Final = ("pwd",)
WITH_CODE: Final = ("pwd", "otp", "mfa")
"""RFC 8176: a password, a one-time password, so more than one factor."""


@dataclass(frozen=True)
class Carrying:
    """An authorization request that a login carries.

    The browser's session goes on with the login; a code is asked for where the request
    needs one, or that session had one.
    """

    asked: BrowsersRequest
    needs_code: bool
    browser_session: Session | None


@dataclass(frozen=True)
class Opening:
    """A login to open for a member whose password was right.

    `member` is the row that was judged, `renewed_hash` a hash to store in place of the
    one that matched, `password_try` the reservation to give back. `client_vouched`: an
    application has named the address of the client.
    """

    member: Member
    renewed_hash: str | None
    password_try: Try
    application: ApplicationId
    client_address: str
    browser: Browser
    token_hash: bytes
    policy: LoginPolicy
    limits: PasswordPolicy
    carrying: Carrying | None = None
    client_vouched: bool = False


async def open_login(
    pool: Pool, opening: Opening, at: datetime, starting: Starting
) -> Opened | TooManyLogins | NotOpened:
    """Insert the login; `starting` is called before the transaction commits.

    A login that needs no code is signed in only after its workflow was started: its row
    waits for a code until then.
    """
    member, since = opening.member, at - opening.limits.window
    async with MemberLock.held(pool, member.id) as connection:
        rows = await LoginsWithFacts(connection).sign_in_of(member.id, since)
        if refusal := _refusal(rows, opening):
            return refusal
        if opening.renewed_hash:
            await Members(connection).renew_password_hash(member, opening.renewed_hash)
        opened = _opened(rows, opening, at)
        await starting(opened.login)
        event = Event.of_login(EventKind.password_right, opened.login, at)
        await write_together(
            connection,
            Logins.inserted(opened.login, opening.token_hash),
            Events.written(event),
            PasswordTries.given_back(opening.password_try.id),
            *carried(
                opening.carrying.asked if opening.carrying else None, opened.login
            ),
        )
        return opened


async def refuse_application(
    pool: Pool, member: Member, at: datetime, *, client: bool = False
) -> None:
    """Audit a right password for an application that the member may not use: the Admin
    Center, or a client.
    """
    kind = EventKind.client_refused if client else EventKind.application_refused
    async with pool.acquire() as connection:
        await note_repeatable(connection, kind, member, at)


@dataclass(frozen=True)
class NewSession:
    """The values of a new session."""

    amr: tuple[str, ...]
    token_hash: bytes
    client_address: str
    user_agent: str


async def sign_in_by_password(
    pool: Pool, login: Login, new: NewSession, at: datetime, idle: timedelta
) -> Session | None:
    """Open a session without a code; None if member or login may no longer."""
    async with MemberLock.held(pool, login.member_id) as connection:
        member = await Members(connection).get(login.member_id)
        current = await Logins(connection).get(login.id)
        if member.disabled_at or current.ended_at:
            return None
        session, writes = await signed_in(connection, login, new, at, idle)
        await write_together(connection, *writes)
        return session


async def signed_in(
    connection: Connection,
    login: Login,
    new: NewSession,
    at: datetime,
    idle: timedelta,
) -> tuple[Session, list[Write]]:
    """The login's session, and what ends the login with it, with the member locked.

    The browser's own session goes on, authenticated again; that of another member who
    used the browser before ends.
    """
    earlier = None
    if login.session_id is not None:
        earlier = await Sessions(connection).lock_alive(login.session_id, at, idle)
    if earlier is not None and earlier.member_id == login.member_id:
        session = _authenticated_again(earlier, login, new, at)
        writes = [Sessions.authenticated_again(session, new.token_hash)]
    else:
        session = _new_session(login, new, at)
        writes = [Sessions.inserted(session, new.token_hash)]
        writes += _ended(earlier, at) if earlier else []
    event = Event.of_login(EventKind.signed_in, login, at, amr=" ".join(new.amr))
    done = Logins.signed_in(login.id, at, session.id)
    return session, [done, *writes, Events.written(event)]


def _new_session(login: Login, new: NewSession, at: datetime) -> Session:
    return Session(
        id=uuid7(),
        account_id=login.account_id,
        member_id=login.member_id,
        login_id=login.id,
        application=login.application,
        amr=new.amr,
        client_address=new.client_address,
        user_agent=new.user_agent,
        auth_time=login.oldest_factor_at,
        last_seen_at=at,
        expires_at=at + login.policy.session_lifetime,
        stepped_up_at=at,
    )


def _authenticated_again(
    earlier: Session, login: Login, new: NewSession, at: datetime
) -> Session:
    return replace(
        earlier,
        login_id=login.id,
        amr=new.amr,
        client_address=new.client_address,
        user_agent=new.user_agent,
        auth_time=login.oldest_factor_at,
        last_seen_at=at,
        stepped_up_at=at,
    )


def _ended(session: Session, at: datetime) -> list[Write]:
    event = Event(
        EventKind.session_ended,
        session.account_id,
        at,
        member_id=session.member_id,
        login_id=session.login_id,
    )
    return [Sessions.ended(session.id, at), Events.written(event)]


async def renew_session(
    pool: Pool, login: Login, token_hash: bytes, at: datetime, idle: timedelta
) -> Session | None:
    """Replace the token of the login's session; None if that is not alive."""
    async with pool.acquire() as connection, connection.transaction():
        session = await Sessions(connection).replace_token(
            login.id, token_hash, at, idle
        )
        if session is not None:
            event = Event.of_login(EventKind.session_renewed, login, at)
            await Events(connection).write(event)
        return session


def _refusal(rows: MembersSignIn, opening: Opening) -> TooManyLogins | NotOpened | None:
    if rows.member.disabled_at:
        return NotOpened.shut_out
    if rows.member.password_hash != opening.member.password_hash:
        return NotOpened.hash_changed
    return too_many_logins(rows, opening.limits)


def _opened(rows: MembersSignIn, opening: Opening, at: datetime) -> Opened:
    """The account's policy is read here, once for the lifetime of the login."""
    member, policy, device = rows.member, opening.policy, rows.device
    session = opening.carrying.browser_session if opening.carrying else None
    stage = LoginStage.code_required if device else LoginStage.setup_required
    if not _needs_code(rows, opening.carrying):
        stage = LoginStage.signed_in
    login = Login(
        id=uuid7(),
        account_id=member.account_id,
        member_id=member.id,
        application=opening.application,
        stage=LoginStage.code_required if stage.final else stage,
        client_address=opening.client_address,
        started_at=at,
        expires_at=at + policy.lifetime,
        latest_expiry=at + policy.longest,
        ended_at=None,
        browser=opening.browser,
        policy=policy,
        session_id=session.id if session else None,
        client_vouched=opening.client_vouched,
    )
    return Opened(login, stage, device)


def _needs_code(rows: MembersSignIn, carrying: Carrying | None) -> bool:
    """A session that had a code does not go on without one."""
    if carrying is None or rows.two_step_required:
        return rows.two_step_required
    session = carrying.browser_session
    if carrying.needs_code or session is None or session.member_id != rows.member.id:
        return carrying.needs_code
    return "otp" in session.amr
