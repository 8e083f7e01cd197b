"""The purge of a table in pages of its primary key, each a statement and a commit.

A page is cut by the key before anything is compared with it, so that each row is looked
at once in a purge, and rows that stay do not make the next page dearer. Ids are in the
order of time (UUIDv7): where a whole page is too young, all after it is.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from doorstep.db.pool import Record, present

_Key = TypeVar("_Key")

PAGE = 5000
"""Rows; a page takes some 50 ms, and a page of logins without one to delete as well."""


@dataclass(frozen=True)
class PurgedPage(Generic[_Key]):
    """`upto` is the last key of the page, None at the end of what may be due."""

    gone: int
    upto: _Key | None

    @classmethod
    def of(cls, record: Record | None) -> "PurgedPage[_Key]":
        """The row of a statement that purges a page."""
        row = present(record)
        return cls(row["gone"], row["upto"])


async def purge_pages(
    page: Callable[[_Key], Awaitable[PurgedPage[_Key]]], start: _Key
) -> int:
    """All pages; returns how many rows are gone."""
    gone, upto = 0, start
    while True:
        purged = await page(upto)
        gone += purged.gone
        if purged.upto is None:
            return gone
        upto = purged.upto
