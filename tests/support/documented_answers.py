"""Compares every answer of the API that a test gets with the OpenAPI document."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from problem_documents import URN

_OF_ANY_ADDRESS = {400, 405, 431, 500}
"""Statuses that the document's introduction names for all operations."""


def documented(
    describe: Callable[[], dict[str, Any]],
) -> Callable[[httpx.Response], Awaitable[None]]:
    """An event hook of httpx; fails where an operation gives what it does not list."""

    async def check(answer: httpx.Response) -> None:
        method, path = answer.request.method, answer.request.url.path
        operation = operation_at(
            describe(), "GET" if method == "HEAD" else method, path
        )
        if operation is None or answer.status_code in _OF_ANY_ADDRESS:
            return
        responses = operation["responses"]
        assert str(answer.status_code) in responses, (method, path, answer.status_code)
        if method != "HEAD" and answer.is_error:
            await answer.aread()
            kind = answer.json()["type"].removeprefix(URN)
            assert kind in kinds(responses[str(answer.status_code)]), (path, kind)

    return check


def operation_at(
    document: dict[str, Any], method: str, path: str
) -> dict[str, Any] | None:
    for template, item in document["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            found: dict[str, Any] | None = item.get(method.lower())
            return found
    return None


def kinds(response: dict[str, Any]) -> set[str]:
    """The kinds of problem that a response of the document lists."""
    shown = response.get("content", {}).get("application/problem+json", {})
    listed = shown.get("schema", {}).get("properties", {}).get("type", {})
    return {text.removeprefix(URN) for text in listed.get("enum", ())}
