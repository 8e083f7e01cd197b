"""Pagination: the number of items, and the cursor."""

import re
from collections.abc import Mapping
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
_UUID = {"type": "string", "format": "uuid"}


def described_list(
    *filters: dict[str, Any], ids: Mapping[str, str] = _UUID
) -> dict[str, Any]:
    """The query's part of the OpenAPI description of a list of things with such ids."""
    cursor = {
        "name": "cursor",
        "in": "query",
        "schema": dict(ids),
        "description": "`next_cursor` of the page before.",
    }
    return {"parameters": [_LIMIT, cursor, *filters]}


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


def query_limit(request: Request) -> int:
    """How many items at most; 422 where it is no such number."""
    limit = request.query_params.get("limit", str(_USUAL))
    if not re.fullmatch("[0-9]{1,3}", limit) or not 1 <= int(limit) <= _MOST:
        raise malformed("limit", "query", "limit")
    return int(limit)


async def _list_request(request: Request) -> ListRequest[UUID]:
    return ListRequest(query_limit(request), query_id(request, "cursor"))


TheListRequest: TypeAlias = Annotated[ListRequest[UUID], Depends(_list_request)]
