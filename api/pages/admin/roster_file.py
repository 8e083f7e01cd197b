"""The roster as CSV.

The name, which may hold a semicolon, comes first, see `api.pages.admin.spreadsheet`.
What a column holds stays in its place: new ones are added at the end.
"""

from collections.abc import Iterable

from api.pages.admin.spreadsheet import BYTE_ORDER_MARK, as_text, csv_lines
from doorstep.db.members import RosterEntry

_COLUMNS = (
    *("name", "email", "role", "two_step", "enrolled_since"),
    *("disabled", "language", "created_at", "id"),
)


def roster_file(entries: Iterable[RosterEntry]) -> bytes:
    """Times are RFC 3339 UTC."""
    rows = (_row(entry) for entry in entries)
    return BYTE_ORDER_MARK + csv_lines([_COLUMNS, *rows])


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
