"""Reading a request's body as strictly as the contract says.

It is read by a dependency, after the one that checks the token: a caller without the
token learns nothing about what a body must look like.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from api.edge.bodies import Nothing
from api.edge.problems import FieldError, Problem, malformed
from api.texts.problems import ProblemKind

_LONGEST_BODY = 16 * 1024
_MOST_ERRORS = 20
_BODY_WITHIN = 4.0
"""Seconds: less than the time limit of a request, so that a slow client is told
apart from an unavailable server.
"""
_Model = TypeVar("_Model", bound=BaseModel)


Later: TypeAlias = Callable[[], Awaitable[_Model]]
"""A body that an act reads once it may."""


def json_body(model: type[_Model]) -> Callable[[Request], Awaitable[_Model]]:
    """A dependency that returns the body as `model`, or raises a 4xx problem."""

    async def read(request: Request) -> _Model:
        return await _read(request, model)

    return read


def later_body(model: type[_Model]) -> Callable[[Request], Awaitable[Later[_Model]]]:
    """The same for an act, which has to give up what it claimed where it is refused."""

    async def reader(request: Request) -> Later[_Model]:
        return partial(_read, request, model)

    return reader


async def nothing_more(request: Request) -> Nothing:
    """A dependency for an act that its address says all about: `{}`, or no body."""
    if "content-type" in request.headers:
        return await _read(request, Nothing)
    if await limited_body(request):
        raise Problem(ProblemKind.invalid_request, status=415)
    return Nothing()


async def no_body() -> Nothing:
    """Of an act that has none."""
    return Nothing()


async def _read(request: Request, model: type[_Model]) -> _Model:
    _check_content_type(request)
    document = _parse(await limited_body(request))
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise not_as(error) from None


async def limited_body(request: Request) -> bytes:
    """The body; one of more than 16 KiB is refused before all of it is read.

    So is one that does not arrive in time, or whose client disconnects.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_WITHIN):
            async for chunk in request.stream():
                body += chunk
                if len(body) > _LONGEST_BODY:
                    raise Problem(ProblemKind.invalid_request, status=413)
    except TimeoutError:
        raise Problem(ProblemKind.invalid_request, status=408) from None
    except ClientDisconnect:
        raise Problem(ProblemKind.invalid_request, status=400) from None
    return bytes(body)


def described(model: type[BaseModel], *, required: bool = True) -> dict[str, Any]:
    """The body's part of the OpenAPI description of a route."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"required": required, "content": content}}


def _check_content_type(request: Request) -> None:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.strip().lower()
    if kind.strip().lower() != "application/json" or charset not in (
        "",
        "charset=utf-8",
        'charset="utf-8"',
    ):
        raise Problem(ProblemKind.invalid_request, status=415)


def _parse(body: bytes) -> object:
    try:
        document = json.loads(
            body.decode(), object_pairs_hook=_once_each, parse_constant=_no_constant
        )
    except (ValueError, RecursionError):
        raise malformed("json") from None
    if isinstance(document, _Twice):
        raise malformed("twice", document.name)
    return document


@dataclass(frozen=True)
class _Twice:
    """In place of an object that has a key twice; no field of a model takes it."""

    name: str


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object] | _Twice:
    fields: dict[str, object] = {}
    for name, value in pairs:
        if name in fields:
            return _Twice(name)
        fields[name] = value
    return fields


def not_as(error: ValidationError) -> Problem:
    """What is wrong with each field; of many only the first are listed."""
    found = error.errors(include_url=False, include_input=False)[:_MOST_ERRORS]
    errors = [FieldError(one["type"], one["loc"], one.get("ctx", {})) for one in found]
    return Problem(ProblemKind.invalid_request, errors=errors)


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")
