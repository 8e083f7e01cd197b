"""Inserts sessions without signing in, and clients that take part in them."""

from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.pool import Pool
from doorstep.db.session_clients import SessionClients
from doorstep.db.sessions import Session, Sessions
from doorstep.db.writes import write_together
from doorstep.rules.stages import Application, LoginStage
from doorstep.rules.tokens import new_token, token_hash
from journey import Journey
from seeding import HOME, rows_of

IDLE = timedelta(hours=1)


async def insert_session(pool: Pool, member_id: UUID, at: datetime) -> Session:
    """Of the Web Console, begun at this moment; it ends two hours later."""
    async with pool.acquire() as connection:
        login = await (await rows_of(connection, member_id, at)).login(
            LoginStage.signed_in
        )
        session = Session(
            id=uuid7(),
            account_id=login.account_id,
            member_id=member_id,
            login_id=login.id,
            application=Application.web_console,
            amr=("pwd",),
            client_address=HOME,
            user_agent="",
            auth_time=at,
            last_seen_at=at,
            expires_at=at + timedelta(hours=2),
            stepped_up_at=at,
        )
        inserted = Sessions.inserted(session, token_hash(new_token()))
        await write_together(connection, inserted)
        return session


async def join(pool: Pool, session: Session, client_id: str, at: datetime) -> None:
    """Raises RowChanged where the session has ended."""
    async with pool.acquire() as connection:
        joined = SessionClients.joined(
            session.id, client_id, session.member_id, at, session.ends_at(IDLE)
        )
        await write_together(connection, joined)


async def join_as(person: Journey, client_id: str) -> str:
    """The client takes part in the person's session, whose id this is."""
    service = person.service
    async with service.pool.acquire() as connection:
        session = await Sessions(connection).alive(
            token_hash(person.session_token), service.clock(), IDLE
        )
    assert session is not None
    await join(service.pool, session, client_id, service.clock())
    return str(session.id)
