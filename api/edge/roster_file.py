"""The roster as CSV, read a piece at a time, however many members there are.

It begins with the columns of an import, without secrets. The Admin Center's has others
after them, which an import reads past, and is marked as UTF-8 for spreadsheets.
"""

from collections.abc import AsyncIterator, Iterable
from typing import Final

from fastapi.responses import StreamingResponse

from doorstep.db.rosters import RosterEntry
from doorstep.rules.imported_people import READ_PAST
from doorstep.rules.spreadsheet import BYTE_ORDER_MARK, as_text, csv_lines

ROSTER_FILE: Final = "text/csv; charset=utf-8"
_IMPORTED = ("email", "name", "role", "language", "external_id")


async def send_roster(
    pieces: AsyncIterator[list[RosterEntry]], *, for_people: bool = False
) -> StreamingResponse:
    return StreamingResponse(
        await roster_file(pieces, for_people=for_people),
        media_type=ROSTER_FILE,
        headers={"Content-Disposition": 'attachment; filename="members.csv"'},
    )


async def roster_file(
    pieces: AsyncIterator[list[RosterEntry]], *, for_people: bool
) -> AsyncIterator[bytes]:
    """Times are RFC 3339 UTC. Nothing is sent before the first members were read."""
    columns = (*_IMPORTED, *READ_PAST) if for_people else _IMPORTED
    mark = BYTE_ORDER_MARK if for_people else b""
    beginning = mark + csv_lines([columns]) + _lines(await anext(pieces, []), columns)
    return _followed_by(beginning, pieces, columns)


async def _followed_by(
    beginning: bytes,
    pieces: AsyncIterator[list[RosterEntry]],
    columns: tuple[str, ...],
) -> AsyncIterator[bytes]:
    yield beginning
    async for entries in pieces:
        yield _lines(entries, columns)


def _lines(entries: Iterable[RosterEntry], columns: tuple[str, ...]) -> bytes:
    return csv_lines(_row(entry)[: len(columns)] for entry in entries)


def _row(entry: RosterEntry) -> tuple[object, ...]:
    member, since = entry.member, entry.enrolled_at
    return (
        as_text(member.email),
        as_text(member.name),
        member.role,
        member.language,
        as_text(entry.external_id or ""),
        entry.two_step,
        since.isoformat() if since else "",
        "yes" if member.disabled_at else "no",
        member.created_at.isoformat(),
        member.id,
    )
