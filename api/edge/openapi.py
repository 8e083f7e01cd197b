"""`/v1/openapi.json`: OpenAPI 3.1, with the problems that every route may answer."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api.edge.bodies import Body
from api.edge.idempotency import IDEMPOTENCY_KEY
from api.edge.problems import URN
from api.texts.problems import ProblemKind

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {
            "type": "string",
            "enum": [f"{URN}{kind}" for kind in ProblemKind],
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "stage": {"type": "string"},
        "attempts_left": {"type": "integer"},
        "next_code_at": {"type": "string", "format": "date-time"},
        "retry_after": {"type": "integer"},
    },
}
_ANSWERED_WITH_A_PROBLEM = {
    "description": "A problem document (RFC 9457).",
    "content": {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
    },
}
_ASKED_TO_WAIT = {
    **_ANSWERED_WITH_A_PROBLEM,
    "headers": {
        "Retry-After": {
            "required": True,
            "schema": {"type": "integer", "minimum": 1},
            "description": "Seconds to wait.",
        }
    },
}
_LISTED = (
    *("400", "401", "403", "404", "405", "408", "409", "410", "413", "415", "422"),
    *("423", "431"),
)
_WAITING = ("429", "503")
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": IDEMPOTENCY_KEY},
    "description": "A repeat of the act with this key is given the first answer.",
}
_ID = {"type": "string", "format": "uuid"}


def describe(app: FastAPI) -> dict[str, Any]:
    """The document; built once, then cached by the application."""
    if app.openapi_schema is None:
        document = get_openapi(
            title="Doorstep",
            version="1",
            summary="Durable two-step verification",
            openapi_version="3.1.0",
            routes=app.routes,
        )
        schemas = document["components"]["schemas"]
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas |= _bodies() | {"Problem": _PROBLEM}
        document["components"]["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer"},
        }
        for path, item in document["paths"].items():
            for method, operation in item.items():
                _complete(path, method, operation)
        app.openapi_schema = document
    return app.openapi_schema


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses |= dict.fromkeys(_LISTED, _ANSWERED_WITH_A_PROBLEM)
    responses |= dict.fromkeys(_WAITING, _ASKED_TO_WAIT)
    if path != "/v1/logins":
        operation["security"] = [{"token": []}]
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            parameter["schema"] = _ID
    is_act = method in ("post", "delete") and "{" in path
    if is_act and path.startswith(("/v1/logins", "/v1/enrollments")):
        operation.setdefault("parameters", []).append(_KEY)


def _bodies() -> dict[str, Any]:
    """The schemas that `described` refers to, and those of their parts."""
    _, schemas = models_json_schema(
        [(body, "validation") for body in Body.__subclasses__()],
        ref_template="#/components/schemas/{model}",
    )
    return dict(schemas["$defs"])
