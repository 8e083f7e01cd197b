"""A live session with its member and account, over three tables, in one statement."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from doorstep.db.accounts import Account, account_of
from doorstep.db.actors import Actor
from doorstep.db.members import Member, member_of
from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.db.sessions import Session, session_of

_SESSION = session_of.columns_of("session", "session")
_MEMBER = member_of.columns_of("member", "member")
_ACCOUNT = account_of.columns_of("account", "account")
OWNED = f"{_SESSION}, {_MEMBER}, {_ACCOUNT}"
"""The columns of a session, its member and its account, by these names."""


@dataclass(frozen=True)
class SignedIn:
    """A live session with its member and account."""

    session: Session
    member: Member
    account: Account

    def actor(self, at: datetime) -> Actor:
        session = self.session
        return Actor(self.member.id, session.login_id, session.stepped_up(at))


_signed_in = RowMapper(SignedIn)


class SessionsWithOwners:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def alive(
        self, token_hash: bytes, at: datetime, idle: timedelta
    ) -> SignedIn | None:
        """None too where the member is disabled."""
        record = await self._connection.fetchrow(
            f"""
            select {OWNED}
            from sessions as session
            join members as member on member.id = session.member_id
            join accounts as account on account.id = session.account_id
            where session.token_hash = $1 and session.ended_at is null
                and session.expires_at > $2 and session.last_seen_at > $3
                and member.disabled_at is null
            """,
            token_hash,
            at,
            at - idle,
        )
        return _signed_in(record) if record else None
