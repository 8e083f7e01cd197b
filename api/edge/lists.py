"""Pagination: the query parameters, and building a page from rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from api.edge.bodies import Page


class _Listed(Protocol):
    @property
    def id(self) -> UUID | str: ...


_Cursor = TypeVar("_Cursor")
_Row = TypeVar("_Row")
_Item = TypeVar("_Item", bound=_Listed)


@dataclass(frozen=True)
class ListRequest(Generic[_Cursor]):
    """At most `limit` items, from after the one that `cursor` names."""

    limit: int
    cursor: _Cursor | None = None

    @property
    def fetched(self) -> int:
        """One row more than is shown, to know whether there is another page."""
        return self.limit + 1

    def shown(self, rows: Sequence[_Row]) -> Sequence[_Row]:
        return rows[: self.limit]

    def page(self, items: Iterable[_Item], rows: Sequence[object]) -> "Page[_Item]":
        """`items` are what is shown of the fetched `rows`."""
        shown = tuple(items)
        more = len(rows) > self.limit
        return Page(items=shown, next_cursor=str(shown[-1].id) if more else None)
