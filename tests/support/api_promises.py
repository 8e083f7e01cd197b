"""What an OpenAPI document promises to callers, as sentences that can be compared."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

_PARTS = ("anyOf", "oneOf", "allOf")
Schema: TypeAlias = Mapping[str, Any]


def promises(document: Schema) -> set[str]:
    """Operations, what they take, and what they answer: none of it may be removed."""
    return {
        f"{name} {line}"
        for name, operation in _operations(document)
        for line in (
            "exists",
            *_taken(operation, document),
            *_answered(operation, document),
        )
    }


def demands(document: Schema) -> set[str]:
    """What a request has to have: nothing may be added."""
    return {
        f"{name} needs {line}"
        for name, operation in _operations(document)
        for line in _needed(operation, document)
    }


def _operations(document: Schema) -> Iterator[tuple[str, Schema]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def _taken(operation: Schema, document: Schema) -> Iterator[str]:
    for parameter in operation.get("parameters", []):
        yield f"takes {parameter['in']} {parameter['name']}"
        for line in _fields(parameter["schema"], document):
            yield f"takes {parameter['name']}{line}"
    for line in _fields(_body(operation), document):
        yield f"takes {line}"


def _answered(operation: Schema, document: Schema) -> Iterator[str]:
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            yield f"answers {status}"
            schema = _json(response)
            for line in _fields(schema, document, with_required=True):
                yield f"answers {status}{line}"


def _needed(operation: Schema, document: Schema) -> Iterator[str]:
    for parameter in operation.get("parameters", []):
        if parameter.get("required"):
            yield f"{parameter['in']} {parameter['name']}"
    schema = _resolved(_body(operation), document)
    yield from (f"field {name}" for name in schema.get("required", []))


def _body(operation: Schema) -> Schema:
    return _json(operation.get("requestBody", {}))


def _json(content: Schema) -> Schema:
    schema = content.get("content", {}).get("application/json", {}).get("schema", {})
    return dict(schema)


def _fields(
    schema: Schema,
    document: Schema,
    where: str = "",
    *,
    with_required: bool = False,
    within: tuple[str, ...] = (),
) -> Iterator[str]:
    """Each field and each word of a list of words, by its path."""
    reference = schema.get("$ref", "")
    if reference in within:
        return
    schema, within = (
        _resolved(schema, document),
        (*within, reference or str(len(within))),
    )
    yield from (f"{where} is {word}" for word in schema.get("enum", []))
    for name, field in schema.get("properties", {}).items():
        yield f"{where}.{name}"
        yield from _below(field, document, f"{where}.{name}", with_required, within)
    if with_required:
        yield from (f"{where}.{name} always" for name in schema.get("required", []))
    if "items" in schema:
        yield from _below(
            schema["items"], document, f"{where}[]", with_required, within
        )
    for part in (part for kind in _PARTS for part in schema.get(kind, [])):
        yield from _below(part, document, where, with_required, within)


def _below(
    schema: Schema,
    document: Schema,
    where: str,
    with_required: bool,
    within: tuple[str, ...],
) -> Iterator[str]:
    yield from _fields(
        schema, document, where, with_required=with_required, within=within
    )


def _resolved(schema: Schema, document: Schema) -> Schema:
    if reference := schema.get("$ref"):
        return dict(document["components"]["schemas"][reference.rpartition("/")[2]])
    return schema
