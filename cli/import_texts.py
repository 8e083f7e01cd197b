"""What `doorstep member import` prints of a line, and at the end."""

import json
import unicodedata
from collections.abc import Mapping

from cli.amounts import amount
from doorstep.rules.imported_people import LineOutcome, Standing
from doorstep.transactions.import_lines import ImportedLine

_LONGEST_SHOWN = 254
_STANDING = {
    Standing.ready: "can sign in with password and code",
    Standing.password_alone: "can sign in with the password",
    Standing.sets_up: "can sign in; no authenticator yet: sets one up at the next "
    "sign-in",
    Standing.by_client: "the application has the password",
    Standing.invited: "invited to choose a password",
    Standing.no_password: "cannot sign in: no password",
    Standing.disabled: "cannot sign in: disabled",
}
_MISSING = {
    Standing.sets_up: ["authenticator"],
    Standing.invited: ["password"],
    Standing.no_password: ["password"],
}


def line_text(line: ImportedLine) -> str:
    """The number, the address and what became of it, between tabs."""
    result = line.result
    said = f": {result.why}" if result.why else ""
    remark = f"; {_STANDING[result.standing]}" if result.standing else ""
    return f"{line.line}\t{_shown(line.email)}\t{result.outcome}{said}{remark}"


def line_document(line: ImportedLine) -> str:
    result, standing = line.result, line.result.standing
    return json.dumps(
        {
            "line": line.line,
            "email": _shown(line.email),
            "outcome": result.outcome,
            "why": result.why or None,
            "can_sign_in": standing.signs_in if standing else None,
            "missing": _MISSING.get(standing, []) if standing else [],
        }
    )


def summary(counts: Mapping[str, int], *, dry_run: bool) -> str:
    parts = [f"{counts.get(each, 0)} {each}" for each in LineOutcome]
    lines = amount(sum(counts.values()), "line")
    undone = " Nothing was changed: this was a dry run." if dry_run else ""
    return f"{lines}: {', '.join(parts)}.{undone}"


def _shown(email: str) -> str:
    """On one line, and without what would direct a terminal."""
    text = email.encode(errors="replace").decode()[:_LONGEST_SHOWN]
    return "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
