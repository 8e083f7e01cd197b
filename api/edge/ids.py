"""Parsing ids in URLs: only the canonical form is found."""

import re
from uuid import UUID

from fastapi import Request

from api.edge.problems import malformed, not_found
from doorstep.rules.clients import CLIENT_ID

_LENGTH = 36
_CLIENT_ID = re.compile(CLIENT_ID)


def parse_id(text: str) -> UUID:
    """An id in canonical form; any other form is not found."""
    try:
        value = UUID(text)
    except ValueError:
        raise not_found() from None
    if str(value) != text or len(text) != _LENGTH:
        raise not_found()
    return value


def parse_client_id(text: str) -> str:
    """A client's id; any other form is not found."""
    if _CLIENT_ID.fullmatch(text) is None:
        raise not_found()
    return text


def query_client(request: Request) -> str | None:
    """The client that `client_id` names, if it is there; 422 where it is no id."""
    text = request.query_params.get("client_id")
    if text is not None and _CLIENT_ID.fullmatch(text) is None:
        raise malformed("id", "query", "client_id")
    return text


def id_in_query(request: Request, name: str) -> UUID | None:
    """None where it is missing or empty, as in an empty form field."""
    text = request.query_params.get(name)
    return parse_id(text) if text else None
