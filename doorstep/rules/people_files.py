"""The files that people are imported from: CSV with commas or semicolons, JSON lines.

A record is read at a time, however long the file is. What is wrong with one record does
not end the reading; what is wrong with the columns refuses the file.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from doorstep.errors import InvalidInputError
from doorstep.rules.imported_people import COLUMNS, READ_PAST
from doorstep.rules.spreadsheet import as_typed

_SEPARATORS: Final = (",", ";")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, repr=False)
class FileRecord:
    """What one record says, by column; `line` is its first line in the file, and
    `wrong` why it cannot be read.
    """

    line: int
    values: Mapping[str, str] = field(default_factory=dict)
    wrong: str = ""


def records(lines: Iterable[str]) -> Iterator[FileRecord]:
    """Lines are given with their ends. Raises InvalidInputError for a file without the
    column email, or with one that is not known.
    """
    numbered = _Numbered(lines)
    first = next((line for line in numbered if line.strip()), "")
    if first.startswith("{"):
        return _json_records(numbered, first)
    return _csv_records(numbered, _columns(first))


class _Numbered:
    """Lines, counted as they are read, without a byte order mark before the first."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        return line.removeprefix(_BYTE_ORDER_MARK) if self.number == 1 else line


@dataclass(frozen=True)
class _Header:
    columns: list[str]
    separator: str

    def values(self, row: list[str]) -> dict[str, str]:
        cells = zip(self.columns, map(as_typed, row), strict=False)
        return {name: text for name, text in cells if name not in READ_PAST}


def _columns(line: str) -> _Header:
    """Raises InvalidInputError."""
    readings = [_Header(_cells(line, each), each) for each in _SEPARATORS]
    header = max(readings, key=lambda reading: len(reading.columns))
    if not line.strip():
        raise InvalidInputError("The file is empty.")
    _check_columns(set(header.columns).difference(READ_PAST))
    if len(set(header.columns)) != len(header.columns):
        raise InvalidInputError("The file has a column twice.")
    if "email" not in header.columns:
        raise InvalidInputError("The file has no column email.")
    return header


def _cells(line: str, separator: str) -> list[str]:
    try:
        cells = next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]


def _check_columns(names: Iterable[str]) -> None:
    if unknown := sorted(set(names) - set(COLUMNS)):
        raise InvalidInputError(
            f"Unknown column {unknown[0][:40]!r}. There are {', '.join(COLUMNS)}."
        )


def _csv_records(lines: _Numbered, header: _Header) -> Iterator[FileRecord]:
    rows = csv.reader(lines, delimiter=header.separator, strict=True)
    while True:
        line = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield FileRecord(
                line, wrong="a quote is not closed, or stands where none may"
            )
            continue
        if len(row) == len(header.columns):
            yield FileRecord(line, header.values(row))
        elif row:
            yield FileRecord(
                line,
                header.values(row),
                f"it has {len(row)} of {len(header.columns)} columns",
            )


def _json_records(lines: _Numbered, first: str) -> Iterator[FileRecord]:
    yield _json_record(lines.number, first)
    for line in lines:
        if line.strip():
            yield _json_record(lines.number, line)


def _json_record(number: int, line: str) -> FileRecord:
    """Raises InvalidInputError for a member that is no column."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return FileRecord(number, wrong="it is not a JSON object, or not a whole one")
    if not isinstance(document, dict):
        return FileRecord(number, wrong="it is not a JSON object")
    _check_columns(document)
    given = {name: value for name, value in document.items() if value is not None}
    if not all(isinstance(value, str) for value in given.values()):
        texts = {name: text for name, text in given.items() if isinstance(text, str)}
        return FileRecord(number, texts, "every value must be a string or null")
    return FileRecord(number, given)
