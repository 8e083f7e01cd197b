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
    listing = Listing(as_json=as_json)
    listing.add(rows)
    listing.end(none)


class Listing:
    """The same for rows that come piece by piece, each printed as it comes.

    The first piece decides between table and rows below each other; columns are as wide
    as what came so far.
    """

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._shown = 0
        self._in_records = False
        self._widths: list[int] = []

    def add(self, rows: Sequence[Mapping[str, object]]) -> None:
        if rows and self._as_json:
            texts = [json.dumps({k: _plain(v) for k, v in row.items()}) for row in rows]
            typer.echo(", " if self._shown else "[", nl=False)
            typer.echo(", ".join(texts), nl=False)
        elif rows:
            typer.echo("\n".join(self._lines(rows)))
        self._shown += len(rows)

    def end(self, none: str) -> None:
        if self._as_json:
            typer.echo("]" if self._shown else "[]")
        elif not self._shown:
            typer.echo(none)

    def _lines(self, rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
        names = [name.replace("_", " ") for name in rows[0]]
        texts = [[_as_text(value) for value in row.values()] for row in rows]
        shown = texts if self._shown else [names, *texts]
        before = self._widths or [0] * len(names)
        columns = zip(*shown, strict=True)
        self._widths = [
            max(width, *map(cell_len, column))
            for width, column in zip(before, columns, strict=True)
        ]
        lines = list(_table_lines(shown, self._widths))
        if not self._shown:
            self._in_records = _too_wide(lines)
        if not self._in_records:
            yield from lines
            return
        if self._shown:
            yield ""
        yield from _record_lines(names, texts)


def _too_wide(lines: Sequence[str]) -> bool:
    if not _is_terminal():
        return False
    return max(map(cell_len, lines)) > get_terminal_size().columns


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _table_lines(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """One line a row."""
    for row in rows:
        cells = map(set_cell_size, row, widths)
        yield _GAP.join(cells).rstrip()


def _record_lines(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """One line a value, with an empty line between two rows."""
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
