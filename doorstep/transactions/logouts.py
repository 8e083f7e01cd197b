"""What came of telling a client that a session has ended, with its audit event."""

from contextlib import suppress
from datetime import datetime

from doorstep.db.events import Event, EventKind, Events
from doorstep.db.pool import Pool
from doorstep.db.session_clients import SessionClients, Telling
from doorstep.db.writes import Write, write_together
from doorstep.errors import RowChanged


async def note_told(pool: Pool, telling: Telling, at: datetime) -> None:
    """It accepted the token; a repeat changes nothing."""
    settled = SessionClients.told(telling.session_id, telling.client_id, at)
    await _settle(pool, telling, EventKind.client_told, at, settled)


async def note_given_up(pool: Pool, telling: Telling, at: datetime) -> None:
    """It refused, or could not be reached for a day; a repeat changes nothing."""
    settled = SessionClients.failed(telling.session_id, telling.client_id, at)
    await _settle(pool, telling, EventKind.client_not_told, at, settled)


async def _settle(
    pool: Pool, telling: Telling, kind: EventKind, at: datetime, settled: Write
) -> None:
    event = Event(
        kind,
        telling.account_id,
        at,
        member_id=telling.member_id,
        detail={
            "client": telling.client_id,
            "client_kind": telling.kind.value,
            "session": str(telling.session_id),
        },
    )
    async with pool.acquire() as connection:
        with suppress(RowChanged):
            await write_together(connection, settled, Events.written(event))
