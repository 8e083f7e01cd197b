"""The table `sessions`: sessions with an idle and an absolute end."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.answers import FORGET_TOKENS
from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules import step_up
from doorstep.rules.stages import ApplicationId

RENEWABLE_FOR = timedelta(minutes=5)
"""How long after signing in a caller whose answer got lost may get a new token."""

TOUCHED_EACH = timedelta(seconds=30)
"""The precision of the last use, so that not every read writes."""

_COLUMNS = """
    id, account_id, member_id, login_id, application, amr, client_address, user_agent,
    auth_time, last_seen_at, expires_at, stepped_up_at
"""

_ALIVE = "ended_at is null and expires_at > $1 and last_seen_at > $2"
"""At a moment, and with the idle limit counted back from it."""


@dataclass(frozen=True)
class Session:
    """`stepped_up_at` is when its person last proved to be there, by signing in too."""

    id: UUID
    account_id: UUID
    member_id: UUID
    login_id: UUID
    application: ApplicationId
    amr: tuple[str, ...]
    client_address: str
    user_agent: str
    auth_time: datetime
    last_seen_at: datetime
    expires_at: datetime
    stepped_up_at: datetime | None

    def ends_at(self, idle: timedelta) -> datetime:
        """The earlier of its idle and its absolute end."""
        return min(self.expires_at, self.last_seen_at + idle)

    def touched(self, at: datetime, idle: timedelta) -> bool:
        """Whether a use was recorded a moment ago."""
        return self.last_seen_at >= at - min(TOUCHED_EACH, idle / 10)

    def stepped_up(self, at: datetime) -> bool:
        """Whether acts that want a step-up are allowed."""
        return step_up.counts(self.stepped_up_at, at)


session_of = RowMapper(Session)


class Sessions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def inserted(session: Session, token_hash: bytes) -> Write:
        return Write(
            """
            insert into sessions (
                id, account_id, member_id, login_id, application, amr, client_address,
                user_agent, auth_time, last_seen_at, expires_at, stepped_up_at,
                token_hash
            ) values (
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
            )
            """,
            (
                session.id,
                session.account_id,
                session.member_id,
                session.login_id,
                session.application,
                list(session.amr),
                session.client_address,
                session.user_agent,
                session.auth_time,
                session.last_seen_at,
                session.expires_at,
                session.stepped_up_at,
                token_hash,
            ),
        )

    @staticmethod
    def proved(session_id: UUID, at: datetime) -> Write:
        """Its person has stepped up; nothing is written once the session has ended."""
        return Write(
            """
            update sessions set stepped_up_at = $2 where id = $1 and ended_at is null
            """,
            (session_id, at),
            decisive=True,
        )

    async def alive(
        self, token_hash: bytes, at: datetime, idle: timedelta
    ) -> Session | None:
        record = await self._connection.fetchrow(
            f"""
            select {_COLUMNS} from sessions where token_hash = $3 and {_ALIVE}
            """,
            at,
            at - idle,
            token_hash,
        )
        return session_of(record) if record else None

    async def lock_alive(
        self, session_id: UUID, at: datetime, idle: timedelta
    ) -> Session | None:
        """Whoever ends it at the same time is waited for, or waits."""
        record = await self._connection.fetchrow(
            f"""
            select {_COLUMNS} from sessions where id = $3 and {_ALIVE}
            for no key update
            """,
            at,
            at - idle,
            session_id,
        )
        return session_of(record) if record else None

    @staticmethod
    def authenticated_again(session: Session, token_hash: bytes) -> Write:
        """By the login that it is of from now on; the earlier token stops working."""
        return Write(
            """
            update sessions set login_id = $2, token_hash = $3, amr = $4,
                auth_time = $5, last_seen_at = $6, client_address = $7,
                user_agent = $8, stepped_up_at = $9
            where id = $1 and ended_at is null
            """,
            (
                session.id,
                session.login_id,
                token_hash,
                list(session.amr),
                session.auth_time,
                session.last_seen_at,
                session.client_address,
                session.user_agent,
                session.stepped_up_at,
            ),
            decisive=True,
        )

    @staticmethod
    def ended(session_id: UUID, at: datetime) -> Write:
        return Write(
            "update sessions set ended_at = $2 where id = $1 and ended_at is null",
            (session_id, at),
        )

    async def touch(self, session: Session, at: datetime, idle: timedelta) -> Session:
        """Record a use, unless it is `touched`."""
        if session.touched(at, idle):
            return session
        await self._connection.execute(
            """
            update sessions set last_seen_at = $2
            where id = $1 and last_seen_at < $2 and ended_at is null
            """,
            session.id,
            at,
        )
        return replace(session, last_seen_at=at)

    async def replace_token(
        self, login_id: UUID, token_hash: bytes, at: datetime, idle: timedelta
    ) -> Session | None:
        """Replace the token of the login's session; None if that is not alive."""
        record = await self._connection.fetchrow(
            f"""
            with affected as (
                update sessions set token_hash = $4, last_seen_at = $1
                where login_id = $3 and {_ALIVE}
                returning {_COLUMNS}
            ), forgotten as ({FORGET_TOKENS})
            select {_COLUMNS} from affected
            """,
            at,
            at - idle,
            login_id,
            token_hash,
        )
        return session_of(record) if record else None

    async def has_token(self, login_id: UUID, token_hash: bytes) -> bool:
        """Whether this is the token of the login's session."""
        found = await self._connection.fetchval(
            "select 1 from sessions where login_id = $1 and token_hash = $2",
            login_id,
            token_hash,
        )
        return found is not None

    async def address_of(self, token_hash: bytes) -> str | None:
        """The email address of the session's member, whether it is alive or not."""
        address: str | None = await self._connection.fetchval(
            """
            select email from members
            where id = (select member_id from sessions where token_hash = $1)
            """,
            token_hash,
        )
        return address

    async def open_ones(
        self,
        member_id: UUID,
        at: datetime,
        idle: timedelta,
        *,
        limit: int,
        before: UUID | None = None,
    ) -> list[Session]:
        """The member's live sessions, newest first."""
        records = await self._connection.fetch(
            f"""
            select {_COLUMNS} from sessions
            where member_id = $3 and {_ALIVE} and ($4::uuid is null or id < $4)
            order by id desc limit $5
            """,
            at,
            at - idle,
            member_id,
            before,
            limit,
        )
        return [session_of(record) for record in records]

    async def end(
        self, session_id: UUID, member_id: UUID, at: datetime, idle: timedelta
    ) -> Session | None:
        """End a session of this member; None if there is none, or it is not alive."""
        record = await self._connection.fetchrow(
            f"""
            with affected as (
                update sessions set ended_at = $1
                where id = $3 and member_id = $4 and {_ALIVE}
                returning {_COLUMNS}
            ), forgotten as ({FORGET_TOKENS})
            select {_COLUMNS} from affected
            """,
            at,
            at - idle,
            session_id,
            member_id,
        )
        return session_of(record) if record else None

    async def newest_networks(self, most: int) -> list[str]:
        """Those that the newest `most` sessions were begun from, the newest last."""
        records = await self._connection.fetch(
            """
            select network_of(client_address) as network from (
                select id, client_address from sessions order by id desc limit $1
            ) as newest
            order by id
            """,
            most,
        )
        return [record["network"] for record in records]

    @staticmethod
    def all_ended(
        member_id: UUID, at: datetime, *, besides: UUID | None = None
    ) -> tuple[Write, Write]:
        """The member's sessions end but for one, and their kept tokens are deleted."""
        tokens = Write(
            """
            update answers set sealed = null
            where gives_session and sealed is not null and flow_id in (
                select login_id from sessions
                where member_id = $1 and ended_at is null and id is distinct from $2
            )
            """,
            (member_id, besides),
        )
        sessions = Write(
            """
            update sessions set ended_at = $2
            where member_id = $1 and ended_at is null and id is distinct from $3
            """,
            (member_id, at, besides),
        )
        return tokens, sessions
