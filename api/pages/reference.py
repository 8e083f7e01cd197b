"""`/docs`: the OpenAPI document as a page, for reading and printing.

Drawn here, without a script or style of others: their viewers inject styles, which our
content security policy refuses, and cost a megabyte to load.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from fastapi import APIRouter, Response
from markupsafe import Markup

from api.edge.openapi.document import describe
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.visit import TheVisit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_Document: TypeAlias = Mapping[str, Any]

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/docs")
async def reference(visit: TheVisit) -> Response:
    settings = visit.parts.settings
    document = describe(visit.request.app, settings.public_url)
    return visit.show("reference.html", **shown(document))


def shown(document: _Document) -> dict[str, Any]:
    """What the template needs of the document."""
    return {
        "document": document,
        "by_tag": _by_tag(document),
        "schemas": document["components"]["schemas"],
        "markdown": _markdown,
        "as_json": _as_json,
        "type_of": _type_of,
    }


def _by_tag(document: _Document) -> dict[str, list[_Document]]:
    """The operations of each tag, in the order of the tags, with method and path."""
    found: defaultdict[str, list[_Document]] = defaultdict(list)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            for tag in operation["tags"]:
                found[tag].append({**operation, "method": method.upper(), "path": path})
    return {tag["name"]: found[tag["name"]] for tag in document["tags"]}


def _markdown(text: str) -> Markup:
    return Markup(_reader().render(text))  # noqa: S704  it passes no HTML through


@cache
def _reader() -> "MarkdownIt":
    """For this page alone, so no other process or start pays for it."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})


def _as_json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _type_of(schema: _Document) -> str:
    """`string`, `Login`, `list of Member`, `null or string (uuid)`, `one of: …`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(map(_type_of, schema["anyOf"]))
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return "one of: " + ", ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type_of(schema.get('items', {}))}"
    kind = str(schema.get("type", "any value"))
    return f"{kind} ({schema['format']})" if "format" in schema else kind
