"""What answering an authorization request depends on, over several tables, in one
statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from doorstep.db.accounts import Account
from doorstep.db.authorization_requests import AuthorizationRequest, request_of
from doorstep.db.clients import Client, client_of
from doorstep.db.login_starts import OLDEST
from doorstep.db.logins import COLUMNS, Login, login_of
from doorstep.db.members import Member
from doorstep.db.pool import Connection, present
from doorstep.db.row_mapper import RowMapper
from doorstep.db.sessions import Session, session_of
from doorstep.db.signed_in import OWNED, SignedIn
from doorstep.db.writes import Write
from doorstep.rules.authorization import AuthorizationParameters
from doorstep.rules.client_uris import is_registered

_REQUEST = request_of.columns_of("request", "request")
_CLIENT = client_of.columns_of("client", "client")
_LOGIN = login_of.columns_of("login", "login")
_SESSION = session_of.columns_of("session", "session")


@dataclass(frozen=True)
class AuthorizationFacts:
    """A request of this browser, and the login that carries it so far.

    `session` is the live one that the login is of or has opened; `set_up` says whether
    an authenticator was set up in the login, `spent` whether the code was exchanged.
    """

    request: AuthorizationRequest
    client: Client
    login: Login | None
    session: Session | None
    member_disabled_at: datetime | None
    two_step_required: bool
    set_up: bool
    spent: bool

    @classmethod
    def of_nobody(
        cls, request: AuthorizationRequest, client: Client
    ) -> "AuthorizationFacts":
        """While nobody has signed in for it."""
        return cls(
            request,
            client,
            login=None,
            session=None,
            member_disabled_at=None,
            two_step_required=False,
            set_up=False,
            spent=False,
        )

    @property
    def may_be_answered(self) -> bool:
        """False once the address that the client asked for was taken off it."""
        asked, client = self.request.parameters, self.client
        return is_registered(asked.redirect_uri, client.redirect_uris, client.kind)


@dataclass(frozen=True)
class Asked:
    """What is known of a request before it is judged: its client, whoever is signed in
    where it comes from, and since when a login waits for the start of its workflow.
    """

    client: Client | None
    session: Session | None
    member: Member | None
    account: Account | None
    starts_since: datetime | None

    @property
    def signed_in(self) -> SignedIn | None:
        session, member, account = self.session, self.member, self.account
        if session is None or member is None or account is None or member.disabled_at:
            return None
        return SignedIn(session, member, account)


@dataclass(frozen=True)
class SessionFacts:
    """A live session of a browser, and a client that asks for its member."""

    client: Client
    session: Session
    member_disabled_at: datetime | None
    two_step_required: bool

    @classmethod
    def known(cls, client: Client, found: SignedIn) -> Self:
        """From what was read before."""
        disabled, required = found.member.disabled_at, found.account.two_step_required
        return cls(client, found.session, disabled, required)

    def of(self, request: AuthorizationRequest, login: Login) -> AuthorizationFacts:
        """With a request and the login that carries it, of this moment."""
        return AuthorizationFacts(
            request,
            self.client,
            login,
            self.session,
            self.member_disabled_at,
            self.two_step_required,
            set_up=False,
            spent=False,
        )


@dataclass(frozen=True)
class Asking:
    """The client that a login is for; `parameters` is None without a request of it."""

    client: Client
    parameters: AuthorizationParameters | None


_facts = RowMapper(AuthorizationFacts)
_asking = RowMapper(Asking)
_of_session = RowMapper(SessionFacts)
_asked = RowMapper(Asked)


_SELECTED = f"""
    select {_REQUEST}, {_CLIENT}, {_LOGIN}, {_SESSION},
        member.disabled_at as member_disabled_at,
        coalesce(account.two_step_required, false) as two_step_required,
        exists (
            select from enrollments
            where login_id = request.login_id and stage = 'enrolled'
        ) as set_up,
        exists (
            select from authorization_codes
            where request_id = request.id and used_at is not null
        ) as spent
    from authorization_requests as request
    join clients as client on client.id = request.client_id
    left join lateral (
        select {COLUMNS} from logins where id = request.login_id
    ) as login on true
    left join members as member on member.id = login.member_id
    left join accounts as account on account.id = login.account_id
    left join sessions as session on session.id = login.session_id
        and session.ended_at is null and session.expires_at > $3
        and session.last_seen_at > $4
    where request.browser_hash = $2 and request.expires_at > $3
"""


class RequestsWithFacts:
    """Of a browser: None for another one's, an unknown one, and an expired one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of_browser(
        self, request_id: UUID, browser_hash: bytes, at: datetime, idle: timedelta
    ) -> AuthorizationFacts | None:
        record = await self._connection.fetchrow(
            f"{_SELECTED} and request.id = $1", request_id, browser_hash, at, at - idle
        )
        return _facts(record) if record else None

    async def of_login(
        self, login_id: UUID, browser_hash: bytes, at: datetime, idle: timedelta
    ) -> AuthorizationFacts | None:
        """The one that the login carries."""
        record = await self._connection.fetchrow(
            f"{_SELECTED} and request.login_id = $1",
            login_id,
            browser_hash,
            at,
            at - idle,
        )
        return _facts(record) if record else None

    async def asking(self, login_id: UUID) -> Asking | None:
        """The client that the login is for, and what it asked for."""
        record = await self._connection.fetchrow(
            f"""
            select {_CLIENT}, request.parameters
            from logins
            join clients as client on client.id = logins.application
            left join authorization_requests as request
                on request.login_id = logins.id
            where logins.id = $1
            """,
            login_id,
        )
        return _asking(record) if record else None

    async def asked(
        self,
        client_id: str,
        token_hashes: Sequence[bytes],
        at: datetime,
        idle: timedelta,
    ) -> Asked:
        """Of several tokens the first one with a live session counts."""
        record = await self._connection.fetchrow(
            f"""
            select {_CLIENT}, {OWNED}, {OLDEST} as starts_since
            from (select) as request
            left join clients as client
                on client.id = $1 and client.removed_at is null
            left join lateral (
                select * from sessions
                where token_hash = any($2) and ended_at is null
                    and expires_at > $3 and last_seen_at > $4
                order by array_position($2, token_hash) limit 1
            ) as session on true
            left join members as member on member.id = session.member_id
            left join accounts as account on account.id = session.account_id
            """,
            client_id,
            token_hashes,
            at,
            at - idle,
        )
        return _asked(present(record))

    @staticmethod
    def unchanged(facts: SessionFacts) -> Write:
        """Lock the member; wants that all is still as it was read."""
        client, session = facts.client, facts.session
        return Write(
            """
            select 1 from members as member
            join accounts as account on account.id = member.account_id
            join clients as client on client.id = $2
            where member.id = $1 and member.disabled_at is null
                and account.two_step_required = $3
                and client.disabled_at is null and client.removed_at is null
                and client.redirect_uris = $4 and client.min_acr is not distinct from $5
            for no key update of member
            """,
            (
                session.member_id,
                client.id,
                facts.two_step_required,
                list(client.redirect_uris),
                client.min_acr,
            ),
            decisive=True,
        )

    async def of_session(
        self, client_id: str, session_id: UUID, at: datetime, idle: timedelta
    ) -> SessionFacts | None:
        """None where the session is not alive any more."""
        record = await self._connection.fetchrow(
            f"""
            select {_CLIENT}, {_SESSION},
                member.disabled_at as member_disabled_at,
                account.two_step_required
            from sessions as session
            join members as member on member.id = session.member_id
            join accounts as account on account.id = session.account_id
            join clients as client on client.id = $1
            where session.id = $2 and session.ended_at is null
                and session.expires_at > $3 and session.last_seen_at > $4
            """,
            client_id,
            session_id,
            at,
            at - idle,
        )
        return _of_session(record) if record else None
