"""What anybody may repeat in the audit trail: counted, so that it does not grow by it.

Wrong passwords for addresses that nobody has are one event a minute at most, whoever
guesses and however often. A member's are an event each up to ten within an hour, as
people mistype and administrators look at that moment; those after them are one event at
the end of the hour. `count` in an event's detail says of how many it tells, `since`
from when on.
"""

from datetime import datetime, timedelta
from typing import Final

from doorstep.clock import Clock
from doorstep.db.events import COUNT, Event, EventKind, Events
from doorstep.db.members import Member
from doorstep.db.pool import Connection, Pool
from doorstep.db.repeated_events import RepeatedCount, RepeatedEvents

NOBODYS_WINDOW: Final = timedelta(minutes=1)
MEMBERS_WINDOW: Final = timedelta(hours=1)
TOLD_AT_ONCE: Final = 10
"""Of a member's in an hour: as many as one client may try before it has to wait."""
_BATCH = 500


async def note_repeatable(
    connection: Connection, kind: EventKind, member: Member | None, at: datetime
) -> None:
    """Counted in the statement that tells of it; committed, it outlives any kill."""
    await RepeatedEvents(connection).add(
        kind,
        member.id if member else None,
        member.account_id if member else None,
        at,
        told=TOLD_AT_ONCE if member else 0,
    )


async def write_repeated(pool: Pool, clock: Clock) -> int:
    """One event of each count whose time is over; gives how many counts those were.

    Several workers may do so at once: each count is taken by one, with its event.
    """
    at = clock()
    async with pool.acquire() as connection, connection.transaction():
        nobodys = await RepeatedEvents(connection).take_unowned(at - NOBODYS_WINDOW)
        for each in nobodys:
            await _write(connection, each, each.count, at)
    written = len(nobodys)
    while taken := await _write_members(pool, at):
        written += taken
    return written


async def _write_members(pool: Pool, at: datetime) -> int:
    async with pool.acquire() as connection, connection.transaction():
        counts = RepeatedEvents(connection)
        taken = await counts.take_members(at - MEMBERS_WINDOW, _BATCH)
        for each in taken:
            untold = each.count - TOLD_AT_ONCE
            if untold > 0:
                await _write(connection, each, untold, at)
    return len(taken)


async def _write(
    connection: Connection, repeated: RepeatedCount, count: int, at: datetime
) -> None:
    await Events(connection).write(
        Event(
            repeated.kind,
            repeated.account_id,
            at,
            member_id=repeated.member_id,
            detail={COUNT: count, "since": repeated.since.isoformat()},
        )
    )
