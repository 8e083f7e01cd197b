"""Checks what every problem document must have."""

from typing import Any

import httpx

URN = "urn:doorstep:problem:"
_USUAL = {"type", "title", "status", "detail"}
_INTERNALS = ("Traceback", "asyncpg", "temporalio", "pydantic", "workflow", "SELECT")


def problem(answer: httpx.Response) -> tuple[int, str, dict[str, Any]]:
    """Status, kind and extra members of a well-formed problem document."""
    document = answer.json()
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert document["status"] == answer.status_code
    assert document["title"]
    assert document["detail"]
    assert not any(word in answer.text for word in _INTERNALS), answer.text
    extra = {name: document[name] for name in set(document) - _USUAL}
    waits = str(extra["retry_after"]) if "retry_after" in extra else None
    assert answer.headers.get("retry-after") == waits
    assert str(document["type"]).startswith(URN)
    return answer.status_code, str(document["type"]).removeprefix(URN), extra


def kind(answer: httpx.Response) -> tuple[int, str]:
    """Status and kind of a well-formed problem document."""
    status, slug, _ = problem(answer)
    return status, slug
