"""Rows as CSV for spreadsheets (RFC 4180): every cell is text, and stays one cell.

Many European spreadsheets take the semicolon as the separator, and see only the first
cell of a line as quoted: of another cell, what follows a semicolon is one of its own.
"""

import csv
import io
import re
from collections.abc import Iterable

FORMULA_SIGNS = "=+\\-@⁺⁼₊₌⩵⩶﬩﹢﹣﹦﹫＋－＝＠"  # noqa: RUF001  what NFKC makes = + - @ too
_AT_A_CELL = r"(?:\A|(?<=[;\t|\r\n]))"
_RISKY = rf"""(?='*(?:[\t\r]|(?:[^\S\t\r\n]|")*[{FORMULA_SIGNS}]))"""
_TO_MARK = re.compile(_AT_A_CELL + _RISKY)
_MARKED = re.compile(f"{_AT_A_CELL}'{_RISKY}")
_SEPARATORS = str.maketrans(dict.fromkeys(';\t|\r\n"', " "))
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Spreadsheets need it at the beginning of UTF-8."""


def csv_lines(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode()


def as_text(typed: str) -> str:
    """An apostrophe keeps spreadsheets from evaluating it as a formula (OWASP).

    So does what some program would take for the beginning of a cell. What begins with
    apostrophes before a formula gets one more, so that `as_typed` finds what was there.
    """
    return _TO_MARK.sub("'", typed)


def as_typed(cell: str) -> str:
    """The text of a cell, without the apostrophes that `as_text` added."""
    return _MARKED.sub("", cell)


def as_one_cell(typed: str) -> str:
    """For a cell that is not the first: without what some program takes to part it."""
    return as_text(typed.translate(_SEPARATORS))
