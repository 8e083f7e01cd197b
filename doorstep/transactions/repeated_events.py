"""Audit events that anybody can cause any number of times: aggregated into counts.

Wrong passwords for addresses that nobody has are at most one event a minute. Those for
a member are an event each up to ten within an hour, for administrators who look into
it; the ones after that become one event at the end of the hour. Its detail has `count`,
how many it stands for, and `since`, when the first was.
"""

from datetime import datetime, timedelta
from typing import Final

from doorstep.clock import Clock
from doorstep.db.events import COUNT, Event, EventKind, Events
from doorstep.db.members import Member
from doorstep.db.pool import Connection, Pool
from doorstep.db.repeated_events import RepeatedCount, RepeatedEvents

UNOWNED_WINDOW: Final = timedelta(minutes=1)
MEMBERS_WINDOW: Final = timedelta(hours=1)
SINGLE_EVENTS: Final = 10
"""Events of a member in an hour: as many as one client may try before a wait."""
_BATCH = 500


async def note_repeatable(
    connection: Connection, kind: EventKind, member: Member | None, at: datetime
) -> None:
    """Count it, or write its event, in one statement."""
    await RepeatedEvents(connection).add(
        kind,
        member.id if member else None,
        member.account_id if member else None,
        at,
        single=SINGLE_EVENTS if member else 0,
    )


async def write_repeated(pool: Pool, clock: Clock) -> int:
    """Write an event for each count whose period has ended; returns how many.

    Several workers may run it at once: each count is deleted with its event.
    """
    at = clock()
    async with pool.acquire() as connection, connection.transaction():
        unowned = await RepeatedEvents(connection).take_unowned(at - UNOWNED_WINDOW)
        for each in unowned:
            await _write(connection, each, each.count, at)
    written = len(unowned)
    while taken := await _write_members(pool, at):
        written += taken
    return written


async def _write_members(pool: Pool, at: datetime) -> int:
    async with pool.acquire() as connection, connection.transaction():
        counts = RepeatedEvents(connection)
        taken = await counts.take_members(at - MEMBERS_WINDOW, _BATCH)
        for each in taken:
            remaining = each.count - SINGLE_EVENTS
            if remaining > 0:
                await _write(connection, each, remaining, at)
    return len(taken)


async def _write(
    connection: Connection, repeated: RepeatedCount, count: int, at: datetime
) -> None:
    detail: dict[str, str | int] = {COUNT: count, "since": repeated.since.isoformat()}
    if repeated.client_id is not None:
        detail["client"] = repeated.client_id
    await Events(connection).write(
        Event(
            repeated.kind,
            repeated.account_id,
            at,
            member_id=repeated.member_id,
            detail=detail,
        )
    )
