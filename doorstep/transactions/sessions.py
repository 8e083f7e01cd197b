"""Finding the session of a token, with its member, and ending a session."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.accounts import Account, Accounts
from doorstep.db.actors import Actor
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Member, Members
from doorstep.db.pool import Pool
from doorstep.db.sessions import Session, Sessions


@dataclass(frozen=True)
class SignedIn:
    """A live session with its member and account."""

    session: Session
    member: Member
    account: Account

    def actor(self, at: datetime) -> Actor:
        session = self.session
        return Actor(self.member.id, session.login_id, session.stepped_up(at))


async def find_signed_in(
    pool: Pool, token_hash: bytes, at: datetime, idle: timedelta, *, used: bool
) -> SignedIn | None:
    """None if no session is alive; `used` restarts its idle time."""
    async with pool.acquire() as connection:
        session = await Sessions(connection).alive(token_hash, at, idle)
        if session is None:
            return None
        if used:
            session = await Sessions(connection).touch(session, at, idle)
        member = await Members(connection).get(session.member_id)
        if member.disabled_at:
            return None
        account = await Accounts(connection).get(session.account_id)
    return SignedIn(session, member, account)


async def end_session(
    pool: Pool, session_id: UUID, own: SignedIn, at: datetime, idle: timedelta
) -> bool:
    """End one of the member's own sessions, from another or itself; False if it is not
    alive.
    """
    async with pool.acquire() as connection, connection.transaction():
        session = await Sessions(connection).end(session_id, own.member.id, at, idle)
        if session is None:
            return False
        ended = Event(
            EventKind.session_ended,
            session.account_id,
            at,
            member_id=session.member_id,
            login_id=session.login_id,
        )
        await Events(connection).write(ended.by(own.actor(at)))
    return True
