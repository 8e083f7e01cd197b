"""Output of rows: a table for people, one JSON document for programs."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from doorstep.rules.characters import harmless

_UNBROKEN = 1000
"""The width without a terminal: one line for each row, for other programs."""


def show(rows: Sequence[Mapping[str, object]], *, as_json: bool, none: str) -> None:
    """`none` is printed in place of an empty table."""
    if as_json:
        typer.echo(json.dumps([{k: _plain(v) for k, v in row.items()} for row in rows]))
        return
    if not rows:
        typer.echo(none)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in rows[0]:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(harmless(_as_text(value))) for value in row.values()))
    console = Console(highlight=False)
    console = console if console.is_terminal else Console(width=_UNBROKEN)
    console.print(table)


def _as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    return str(value)


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
    return value
