"""The OpenAPI document of a release, without what is written for people."""

import json
from typing import Any

import httpx

_FOR_PEOPLE = ("description", "summary", "example", "title", "tags", "servers", "info")
_NAMES = ("properties", "responses", "schemas", "paths", "securitySchemes")
"""Below these stand names, which may be the same words."""


async def kept_document(url: str) -> str:
    """From a running API, in one line: it is compared, not read."""
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{url}/v1/openapi.json")
    kept = _kept(answer.json(), names=False)
    return json.dumps(kept, sort_keys=True, separators=(",", ":"))


def _kept(node: Any, *, names: bool) -> Any:
    if isinstance(node, dict):
        return {
            key: _kept(value, names=key in _NAMES and not names)
            for key, value in node.items()
            if names or key not in _FOR_PEOPLE
        }
    if isinstance(node, list):
        return [_kept(each, names=False) for each in node]
    return node
