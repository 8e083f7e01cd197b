"""Rows as CSV for spreadsheets (RFC 4180): every cell is text, and stays one cell.

Many European spreadsheets take the semicolon as the separator, and see only the first
cell of a line as quoted.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable

_BEGINS_A_FORMULA = ("=", "+", "-", "@")
_DROPPED_BEFORE_IT = ("\t", "\r")
_SEPARATORS = str.maketrans(dict.fromkeys(';\t|\r\n"', " "))
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Spreadsheets need it at the beginning of UTF-8."""


def csv_lines(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode()


def as_text(typed: str) -> str:
    """An apostrophe keeps spreadsheets from evaluating it as a formula (OWASP).

    What begins with apostrophes before a formula gets one more, so that `as_typed`
    finds what was there.
    """
    return f"'{typed}" if _risky(typed.lstrip("'")) else typed


def as_typed(cell: str) -> str:
    """The text of a cell, without the apostrophe that `as_text` added."""
    typed = cell.removeprefix("'")
    return typed if as_text(typed) == cell else cell


def _risky(typed: str) -> bool:
    plain = unicodedata.normalize("NFKC", typed).lstrip()
    return typed.startswith(_DROPPED_BEFORE_IT) or plain.startswith(_BEGINS_A_FORMULA)


def as_one_cell(typed: str) -> str:
    """For a cell that is not the first: without what some program takes to part it."""
    return as_text(typed.translate(_SEPARATORS))
