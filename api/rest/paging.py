"""Pagination: the number of items, and the cursor."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias
from uuid import UUID

from fastapi import Depends, Request

from api.edge.ids import parse_id
from api.edge.lists import ListRequest
from api.edge.problems import Problem, malformed

_MOST = 200
_USUAL = 50
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""Any moment before or after finds the same events."""
_LIMIT = {
    "name": "limit",
    "in": "query",
    "schema": {"type": "integer", "minimum": 1, "maximum": _MOST, "default": _USUAL},
    "description": "How many items at most.",
}
_CURSOR = {
    "name": "cursor",
    "in": "query",
    "schema": {"type": "string", "format": "uuid"},
    "description": "`next_cursor` of the page before.",
}


def described_list(*filters: dict[str, Any]) -> dict[str, Any]:
    """The query's part of the OpenAPI description of a list."""
    return {"parameters": [_LIMIT, _CURSOR, *filters]}


def query_id(request: Request, name: str) -> UUID | None:
    """An id in the query; 422 where it is none."""
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        return parse_id(text)
    except Problem:
        raise malformed("id", "query", name) from None


def query_moment(request: Request, name: str) -> datetime | None:
    """A moment with its zone (RFC 3339) in the query; 422 where it is none.

    A `+` that was not encoded arrives as a blank.
    """
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        if moment.tzinfo is not None:
            return min(max(moment, _EARLIEST), _LATEST)
    except ValueError:
        pass
    raise malformed("moment", "query", name)


def _list_request(request: Request) -> ListRequest:
    limit = request.query_params.get("limit", str(_USUAL))
    if not re.fullmatch("[0-9]{1,3}", limit) or not 1 <= int(limit) <= _MOST:
        raise malformed("limit", "query", "limit")
    return ListRequest(int(limit), query_id(request, "cursor"))


TheListRequest: TypeAlias = Annotated[ListRequest, Depends(_list_request)]
