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
    """An apostrophe keeps spreadsheets from evaluating it as a formula (OWASP)."""
    plain = unicodedata.normalize("NFKC", typed).lstrip()
    risky = typed.startswith(_DROPPED_BEFORE_IT) or plain.startswith(_BEGINS_A_FORMULA)
    return f"'{typed}" if risky else typed


def as_one_cell(typed: str) -> str:
    """For a cell that is not the first: without what some program takes to part it."""
    return as_text(typed.translate(_SEPARATORS))
