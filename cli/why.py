"""`doorstep why`."""

import asyncio
import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, DataDir, database_for
from doorstep.clock import system_clock

if TYPE_CHECKING:
    from doorstep.why.diagnosis import Diagnosis

_HELD, _BROKEN = 3, 4


def why(
    name: Annotated[
        str, typer.Argument(help="A member's email address or id, or a flow's id.")
    ],
    *,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Say why a member cannot sign in.

    And what happens next, and what has happened so far.

    Exit 0 where it is the member's turn or the flow has ended, 3 where a limit or an
    administrator holds the member, 4 where something of this installation does not
    work, 1 where nobody has that name.

    \b
    Examples:
      doorstep why jo@acme.test
      doorstep why enrollment/01a2… --json
    """
    from doorstep.why.diagnosis import diagnose

    found = asyncio.run(diagnose(database_for(data_dir), name, system_clock))
    typer.echo(json.dumps(_document(found)) if as_json else "\n".join(_lines(found)))
    raise typer.Exit(
        {"held": _HELD, "broken": _BROKEN}.get(found.explanation.reason.severity, 0)
    )


def _lines(found: "Diagnosis") -> list[str]:
    from doorstep.why.words import sentence, what_next

    lines = [sentence(found.explanation), f"Next: {what_next(found.explanation)}"]
    for held in found.besides:
        lines += [f"Also: {sentence(held)}", f"Next: {what_next(held)}"]
    lines += ["", *_timeline(found)]
    if found.link:
        lines += ["", found.link]
    elif found.facts and found.facts.workflow_id:
        lines += ["", f"In Temporal: {found.facts.workflow_id}"]
    return lines


def _timeline(found: "Diagnosis") -> list[str]:
    from doorstep.why.words import moment

    return [f"{moment(happened.at)}  {happened.said}" for happened in found.timeline]


def _document(found: "Diagnosis") -> dict[str, object]:
    from doorstep.why.words import sentence, what_next

    facts, explanation = found.facts, asdict(found.explanation)
    return {
        "reason": explanation.pop("reason"),
        "gravity": found.explanation.reason.severity,
        "said": sentence(found.explanation),
        "next": what_next(found.explanation),
        "details": {
            name: _plain(value)
            for name, value in explanation.items()
            if value is not None
        },
        "account_id": str(facts.member.account_id) if facts else None,
        "member_id": str(facts.member.id) if facts else None,
        "flow": facts.workflow_id if facts else None,
        "besides": [
            {"reason": held.reason, "said": sentence(held), "next": what_next(held)}
            for held in found.besides
        ],
        "timeline": [
            {"at": happened.at.isoformat(), "said": happened.said}
            for happened in found.timeline
        ],
        "temporal_ui": found.link,
    }


def _plain(value: object) -> object:
    """Moments as RFC 3339, durations in seconds."""
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return int(value.total_seconds())
    return value
