"""Finding the session of a token, with its member, and ending a session."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.events import Event, EventKind, Events
from doorstep.db.pool import Pool
from doorstep.db.sessions import Sessions
from doorstep.db.signed_in import SessionsWithOwners, SignedIn


async def find_signed_in(
    pool: Pool, token_hash: bytes, at: datetime, idle: timedelta, *, used: bool
) -> SignedIn | None:
    """None if no session is alive; `used` restarts its idle time."""
    async with pool.acquire() as connection:
        found = await SessionsWithOwners(connection).alive(token_hash, at, idle)
        if found is None or not used:
            return found
        session = await Sessions(connection).touch(found.session, at, idle)
    return replace(found, session=session)


async def note_use(
    pool: Pool, signed_in: SignedIn, at: datetime, idle: timedelta
) -> SignedIn:
    """Restart the idle time of a session that was found before."""
    if signed_in.session.touched(at, idle):
        return signed_in
    async with pool.acquire() as connection:
        session = await Sessions(connection).touch(signed_in.session, at, idle)
    return replace(signed_in, session=session)


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
