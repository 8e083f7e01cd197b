"""The roster as CSV, read a piece at a time, however many members there are.

The name, which may hold a semicolon, comes first, see `doorstep.rules.spreadsheet`.
What a column holds stays in its place: new ones are added at the end.
"""

from collections.abc import AsyncIterator, Iterable

from doorstep.db.rosters import RosterEntry
from doorstep.rules.spreadsheet import BYTE_ORDER_MARK, as_text, csv_lines

_COLUMNS = (
    *("name", "email", "role", "two_step", "enrolled_since"),
    *("disabled", "language", "created_at", "id"),
)


async def roster_file(
    pieces: AsyncIterator[list[RosterEntry]],
) -> AsyncIterator[bytes]:
    """Times are RFC 3339 UTC. Nothing is sent before the first members were read."""
    lines = _lines_with_header(await anext(pieces, []))
    return _followed_by(lines, pieces)


def _lines_with_header(entries: Iterable[RosterEntry]) -> bytes:
    return BYTE_ORDER_MARK + csv_lines([_COLUMNS, *map(_row, entries)])


async def _followed_by(
    lines: bytes, pieces: AsyncIterator[list[RosterEntry]]
) -> AsyncIterator[bytes]:
    yield lines
    async for entries in pieces:
        yield csv_lines(map(_row, entries))


def _row(entry: RosterEntry) -> tuple[object, ...]:
    member, since = entry.member, entry.enrolled_at
    return (
        as_text(member.name),
        as_text(member.email),
        member.role,
        entry.two_step,
        since.isoformat() if since else "",
        "yes" if member.disabled_at else "no",
        member.language,
        member.created_at.isoformat(),
        member.id,
    )
