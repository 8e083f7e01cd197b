"""The audit trail as CSV, read a piece at a time, however long it is."""

from collections.abc import AsyncIterator
from uuid import UUID

from api.edge.lists import ListRequest
from api.pages.admin.audit_line import Line, Reader
from doorstep.db.event_filter import EventFilter
from doorstep.rules.spreadsheet import BYTE_ORDER_MARK, as_one_cell, csv_lines

_IN_A_PIECE = 500
_COLUMNS = (
    *("at", "event", "details", "reason", "member", "by", "address", "browser"),
    *("kind", "member_id", "actor_id", "login_id", "enrollment_id", "id"),
    "actor_login_id",
)


async def audit_file(reader: Reader, wanted: EventFilter) -> AsyncIterator[bytes]:
    """The newest first; times are RFC 3339 UTC."""
    yield BYTE_ORDER_MARK + csv_lines([_COLUMNS])
    cursor: UUID | None = None
    while True:
        page = await reader.page(wanted, ListRequest(_IN_A_PIECE, cursor))
        yield csv_lines(map(_row, await reader.lines(page.items)))
        if page.next_cursor is None:
            return
        cursor = UUID(page.next_cursor)


def _row(line: Line) -> list[object]:
    event = line.event
    details = ", ".join(
        (*line.details, *filter(None, (line.renamed, line.application)))
    )
    words = (line.text, details, line.reason, line.member)
    ids = (event.member_id, event.actor_id, event.login_id, event.enrollment_id)
    return [
        event.at.isoformat(),
        *map(as_one_cell, (*words, line.actor or line.operator)),
        *map(as_one_cell, (line.address, line.browser)),
        event.kind,
        *(each or "" for each in ids),
        event.id,
        event.actor_login_id or "",
    ]
