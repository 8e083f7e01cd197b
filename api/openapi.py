"""`/v1/openapi.json`: OpenAPI 3.1, with the problems that every route may answer."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import STATUSES

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {
            "type": "string",
            "enum": [f"urn:doorstep:problem:{slug}" for slug in STATUSES],
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
_LISTED = ("400", "401", "403", "404", "405", "409", "410", "413", "415", "422", "423")
_WAITING = ("429", "503")
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "A repeat of the act with this key is given the first answer.",
}


def describe(app: FastAPI) -> dict[str, Any]:
    """The document; built once, then kept by the application."""
    if app.openapi_schema is None:
        document = get_openapi(
            title="Doorstep",
            version="1",
            summary="Durable two-step verification",
            openapi_version="3.1.0",
            routes=app.routes,
        )
        components = document.setdefault("components", {})
        components.setdefault("schemas", {})["Problem"] = _PROBLEM
        components["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer"},
        }
        for path, item in document["paths"].items():
            for method, operation in item.items():
                _complete(path, method, operation)
        app.openapi_schema = document
    return app.openapi_schema


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    for status in (*_LISTED, *_WAITING):
        responses[status] = _ANSWERED_WITH_A_PROBLEM
    if path != "/v1/logins":
        operation["security"] = [{"token": []}]
    is_act = method in ("post", "delete") and "{" in path
    if is_act and path.startswith(("/v1/logins", "/v1/enrollments")):
        operation.setdefault("parameters", []).append(_KEY)
