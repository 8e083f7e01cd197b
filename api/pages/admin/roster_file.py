"""The roster as CSV for spreadsheets (RFC 4180).

Every cell is text and stays one cell: a name may contain a semicolon, which many
European spreadsheets take as the separator. These see only the first cell of a line as
quoted, so the name comes first. What a column holds stays in its place: new ones are
added at the end.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable

from doorstep.db.members import RosterEntry

_COLUMNS = (
    *("name", "email", "role", "two_step", "enrolled_since"),
    *("disabled", "language", "created_at", "id"),
)
_BEGINS_A_FORMULA = ("=", "+", "-", "@")
_DROPPED_BEFORE_IT = ("\t", "\r")


def roster_file(entries: Iterable[RosterEntry]) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need; times are RFC 3339 UTC."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, quoting=csv.QUOTE_ALL)
    rows.writerow(_COLUMNS)
    for entry in entries:
        member, since = entry.member, entry.enrolled_at
        rows.writerow(
            (
                _as_text(member.name),
                _as_text(member.email),
                member.role,
                entry.two_step,
                since.isoformat() if since else "",
                "yes" if member.disabled_at else "no",
                member.language,
                member.created_at.isoformat(),
                member.id,
            )
        )
    return text.getvalue().encode("utf-8-sig")


def _as_text(typed: str) -> str:
    """An apostrophe keeps spreadsheets from evaluating it as a formula (OWASP)."""
    plain = unicodedata.normalize("NFKC", typed).lstrip()
    risky = typed.startswith(_DROPPED_BEFORE_IT) or plain.startswith(_BEGINS_A_FORMULA)
    return f"'{typed}" if risky else typed
