"""Rows for people as a table, for programs as one JSON document."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

_UNBROKEN = 1000
"""Columns where nobody looks: a line a row, as other programs like it."""


def show(rows: Sequence[Mapping[str, object]], *, as_json: bool, none: str) -> None:
    """`none` is said to people where there is no row."""
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
        table.add_row(*(Text(_told(value)) for value in row.values()))
    console = Console(highlight=False)
    console = console if console.is_terminal else Console(width=_UNBROKEN)
    console.print(table)


def _told(value: object) -> str:
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
