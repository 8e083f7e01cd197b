"""What the OAuth endpoints need to know, over several tables, in one statement each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.access_tokens import AccessToken, access_token_of
from doorstep.db.authorization_codes import AuthorizationCode, code_of
from doorstep.db.clients import Client, client_of
from doorstep.db.pool import Connection
from doorstep.db.refresh_tokens import RefreshToken, refresh_token_of
from doorstep.db.row_mapper import RowMapper
from doorstep.db.token_grants import TokenGrant, grant_of
from doorstep.rules.clients import Scope
from doorstep.rules.people import Language

_OWNER = client_of.columns_of("client", "client")
_CODE = code_of.columns_of("code", "code")
_TOKEN = access_token_of.columns_of("token", "token")
_REFRESH = refresh_token_of.columns_of("refresh", "refresh")
_CLIENT = f"""
    {_OWNER},
    array(
        select id from client_secrets where client_id = client.id order by id
    ) as secret_ids,
    array(
        select sealed from client_secrets where client_id = client.id order by id
    ) as sealed_secrets
"""
_PERSON = """
    member.id as person_id, member.account_id as person_account_id,
    member.email as person_email,
    coalesce(
        member.email_verified_at, member.enrolled_at, '-infinity'
    ) > '-infinity' as person_email_verified,
    member.name as person_name, member.language as person_language,
    member.disabled_at as person_disabled_at,
    case when client.first_factor = 'client' then subject.external_id end
        as person_external_id
"""
_SESSION = """
    session.id as session_id, session.ended_at as session_ended_at,
    session.expires_at as session_expires_at,
    session.last_seen_at as session_last_seen_at
"""
_GRANT = grant_of.columns_of("given", "grant")
_OF_GRANT = """
    left join members as member on member.id = given.member_id
    left join sessions as session on session.id = given.session_id
    left join subjects as subject
        on subject.client_id = given.client_id and subject.member_id = given.member_id
"""


@dataclass(frozen=True)
class PresentedClient:
    """A client that a request names, with what may prove that it is this one."""

    client: Client
    secret_ids: tuple[UUID, ...]
    sealed_secrets: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """What tokens say of a member; `external_id` is the client's own for the person."""

    id: UUID
    account_id: UUID
    email: str
    email_verified: bool
    name: str
    language: Language
    disabled_at: datetime | None
    external_id: str | None


@dataclass(frozen=True)
class SessionState:
    """The browser's session, as far as tokens depend on it."""

    id: UUID
    ended_at: datetime | None
    expires_at: datetime
    last_seen_at: datetime

    def alive(self, at: datetime, idle: timedelta) -> bool:
        return self.ended_at is None and at < min(
            self.expires_at, self.last_seen_at + idle
        )


@dataclass(frozen=True)
class GrantFacts:
    """A grant with all that its tokens depend on."""

    grant: TokenGrant | None
    person: Person | None
    session: SessionState | None

    def grant_alive(self, at: datetime) -> bool:
        """Whether nothing has ended it; its session may have run out."""
        grant, person, session = self.grant, self.person, self.session
        if grant is None or person is None or person.disabled_at is not None:
            return False
        if grant.ended_at is not None or at >= grant.expires_at:
            return False
        if grant.session_id is None:
            return True
        return session is not None and session.ended_at is None

    def session_alive(self, at: datetime, idle: timedelta) -> bool:
        """True where there is none that could end."""
        if self.grant is not None and self.grant.session_id is None:
            return True
        return self.session is not None and self.session.alive(at, idle)


@dataclass(frozen=True)
class TokenFacts(GrantFacts):
    """An access token, or what the same text is as a refresh token."""

    client: Client
    token: AccessToken | None

    def access_alive(self, at: datetime, idle: timedelta) -> bool:
        """An access token lives as long as its grant and its session."""
        token, client = self.token, self.client
        if token is None or token.client_id != client.id or client.disabled:
            return False
        if token.ended_at is not None or at >= token.expires_at:
            return False
        if token.issued_at < client.tokens_from:
            return False
        if token.grant_id is None:
            return True
        return self.grant_alive(at) and (
            token.outlives_session or self.session_alive(at, idle)
        )


@dataclass(frozen=True)
class ExaminedToken(TokenFacts):
    """A token that a client has named, which may be another client's or nobody's."""

    secret_ids: tuple[UUID, ...]
    sealed_secrets: tuple[str, ...]
    refresh: RefreshToken | None

    @property
    def presented(self) -> PresentedClient:
        return PresentedClient(self.client, self.secret_ids, self.sealed_secrets)

    def refresh_alive(self, at: datetime, idle: timedelta) -> bool:
        """One that was used is not; a grant without a session ends by itself."""
        refresh, grant = self.refresh, self.grant
        if refresh is None or refresh.used_at is not None or grant is None:
            return False
        if (
            grant.client_id != self.client.id
            or refresh.issued_at < self.client.tokens_from
        ):
            return False
        return self.grant_alive(at) and (
            Scope.offline_access in grant.scopes or self.session_alive(at, idle)
        )


@dataclass(frozen=True)
class PresentedCode(GrantFacts):
    """A code that a client has presented; the person and session are the code's."""

    client: Client
    secret_ids: tuple[UUID, ...]
    sealed_secrets: tuple[str, ...]
    code: AuthorizationCode | None

    @property
    def presented(self) -> PresentedClient:
        return PresentedClient(self.client, self.secret_ids, self.sealed_secrets)


_presented_client = RowMapper(PresentedClient)
_presented_code = RowMapper(PresentedCode)
_examined = RowMapper(ExaminedToken)
_token = RowMapper(TokenFacts)


class TokensWithFacts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def client(self, client_id: str) -> PresentedClient | None:
        record = await self._connection.fetchrow(
            f"""
            select {_CLIENT} from clients as client
            where client.id = $1 and client.removed_at is null
            """,
            client_id,
        )
        return _presented_client(record) if record else None

    async def code(self, client_id: str, code_hash: bytes) -> PresentedCode | None:
        """None without such a client; its `code` may be another client's."""
        record = await self._connection.fetchrow(
            f"""
            select {_CLIENT}, {_PERSON}, {_SESSION}, {_GRANT}, {_CODE}
            from clients as client
            left join authorization_codes as code on code.code_hash = $2
            left join members as member on member.id = code.member_id
            left join sessions as session on session.id = code.session_id
            left join subjects as subject on subject.client_id = code.client_id
                and subject.member_id = code.member_id
            left join grants as given on given.id = code.grant_id
            where client.id = $1 and client.removed_at is null
            """,
            client_id,
            code_hash,
        )
        return _presented_code(record) if record else None

    async def examined(self, client_id: str, token_hash: bytes) -> ExaminedToken | None:
        """None without such a client; the token may be another's."""
        record = await self._connection.fetchrow(
            f"""
            select {_CLIENT}, {_PERSON}, {_SESSION}, {_GRANT}, {_TOKEN}, {_REFRESH}
            from clients as client
            left join access_tokens as token on token.token_hash = $2
            left join refresh_tokens as refresh on refresh.token_hash = $2
            left join grants as given
                on given.id = coalesce(token.grant_id, refresh.grant_id)
            {_OF_GRANT}
            where client.id = $1 and client.removed_at is null
            """,
            client_id,
            token_hash,
        )
        return _examined(record) if record else None

    async def access_token(self, token_hash: bytes) -> TokenFacts | None:
        """With the client that it was given to."""
        record = await self._connection.fetchrow(
            f"""
            select {_OWNER}, {_PERSON}, {_SESSION}, {_GRANT}, {_TOKEN}
            from access_tokens as token
            join clients as client
                on client.id = token.client_id and client.removed_at is null
            left join grants as given on given.id = token.grant_id
            {_OF_GRANT}
            where token.token_hash = $1
            """,
            token_hash,
        )
        return _token(record) if record else None
