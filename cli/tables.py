"""Output of rows: a table for people, one JSON document for programs."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from shutil import get_terminal_size
from uuid import UUID

import typer
from rich.cells import cell_len, set_cell_size

_GAP = "  "


def show(rows: Sequence[Mapping[str, object]], *, as_json: bool, none: str) -> None:
    """`none` is printed in place of an empty table.

    A terminal that is too narrow for the table gets one row below the other, so that an
    id or address is never broken. For other programs each row is one line.
    """
    if as_json:
        typer.echo(json.dumps([{k: _plain(v) for k, v in row.items()} for row in rows]))
        return
    if not rows:
        typer.echo(none)
        return
    texts = [[name.replace("_", " ") for name in rows[0]]]
    texts += [[_as_text(value) for value in row.values()] for row in rows]
    typer.echo("\n".join(_record_lines(texts) if _too_wide(texts) else _lines(texts)))


def _too_wide(texts: Sequence[Sequence[str]]) -> bool:
    if not _is_terminal():
        return False
    width = max(cell_len(line) for line in _lines(texts))
    return width > get_terminal_size().columns


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _lines(texts: Sequence[Sequence[str]]) -> Iterator[str]:
    """One line a row, the names of the columns above."""
    widths = [max(map(cell_len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        cells = map(set_cell_size, row, widths)
        yield _GAP.join(cells).rstrip()


def _record_lines(texts: Sequence[Sequence[str]]) -> Iterator[str]:
    """One line a value, with an empty line between two rows."""
    names, *rows = texts
    width = max(map(cell_len, names))
    for number, row in enumerate(rows):
        if number:
            yield ""
        for name, text in zip(names, row, strict=True):
            yield f"{set_cell_size(name, width)}{_GAP}{text}".rstrip()


def _as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return str(value)


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
    return value
