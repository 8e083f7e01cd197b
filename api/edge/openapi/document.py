"""`/v1/openapi.json`: OpenAPI 3.1, completed with what the framework does not know."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api.edge.bodies import Body
from api.edge.idempotency import IDEMPOTENCY_KEY
from api.edge.openapi.examples import ANSWERS, PATH_IDS, REQUESTS
from api.edge.openapi.introduction import INTRODUCTION
from api.edge.openapi.problems import OF_FLOWS, PROBLEM, problem_responses
from doorstep.rules.clients import CLIENT_ID, Scope
from doorstep.rules.tokens import TOKEN

_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": IDEMPOTENCY_KEY},
    "description": "A repeat of the act with this key gets the first answer.",
}
_OF_THE_FRAMEWORK = "Successful Response"
_TAGS = {
    "logins": "Signing in, from the password to the session.",
    "enrollments": "Setting up an authenticator app.",
    "password resets": "A forgotten password, from the emailed code to a new one.",
    "invitations": "A first password, by the link of an invitation.",
    "me": "The signed-in member.",
    "subjects": "For applications with passwords of their own: the second factor.",
    "account": "What administrators do: the account, its members, their setups and the "
    "applications.",
}
_TOKENS = {
    "flow_token": "Issued by `POST /v1/logins`, for that login and its setups, and by "
    "`POST /v1/password-resets`, for that reset.",
    "session_token": "Issued at the end of a login, for `/v1/me` and `/v1/account`.",
}
_DONE_ONCE_IN_A_SESSION = (
    *("/v1/me/step-up", "/v1/me/password"),
    *("/v1/me/email", "/v1/me/email/code", "/v1/me/email/resend"),
)
_ID = {"type": "string", "format": "uuid"}
_FORMS = {
    "client_id": {"type": "string", "pattern": CLIENT_ID},
    "token": {"type": "string", "pattern": TOKEN},
}
"""Of what stands in a path in place of an id."""
_MEANINGS = {
    "login_id": "The id of the login.",
    "enrollment_id": "The id of the setup.",
    "member_id": "The id of the member.",
    "session_id": "The id of the session.",
    "client_id": "The client ID of the application.",
    "group_id": "The id of the group.",
    "secret_id": "The id of the secret, which is not the secret.",
    "reset_id": "The id of the password reset.",
    "token": "The last part of the link in the invitation.",
}


_CLIENT_TOKEN = {
    "type": "oauth2",
    "description": "Issued by `POST /oauth2/token` to an application itself.",
    "flows": {
        "clientCredentials": {
            "tokenUrl": "/oauth2/token",
            "scopes": {
                Scope.subjects: "Create, read, change and erase the own people.",
                Scope.verifications: "Ask the own people for a code.",
                Scope.members_read: "List the members of the account.",
                Scope.events_read: "Read the audit trail of the account.",
                Scope.client_address: "Name the address of the person's browser.",
            },
        }
    },
}
_SCOPES: Mapping[str, tuple[Scope, bool]] = {
    "list_subjects": (Scope.subjects, False),
    "read_subject": (Scope.subjects, False),
    "put_subject": (Scope.subjects, False),
    "erase_subject": (Scope.subjects, False),
    "open_verification": (Scope.verifications, False),
    "list_members": (Scope.members_read, True),
    "list_events": (Scope.events_read, True),
}
"""What an application needs for an operation, and whether people may call it too."""


def describe(app: FastAPI, public_url: str) -> dict[str, Any]:
    """The document; built once, then cached by the application."""
    if app.openapi_schema is None:
        document = get_openapi(
            title="Doorstep",
            version="1",
            summary="Durable two-step verification",
            description=INTRODUCTION,
            openapi_version="3.1.0",
            routes=app.routes,
            servers=[{"url": public_url}],
            tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
        )
        schemas = document["components"]["schemas"]
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas |= _bodies() | {"Problem": PROBLEM}
        document["components"]["securitySchemes"] = {
            name: {"type": "http", "scheme": "bearer", "description": text}
            for name, text in _TOKENS.items()
        } | {"client_credentials": _CLIENT_TOKEN}
        for path, item in document["paths"].items():
            for method, operation in item.items():
                _complete(path, method, operation)
        app.openapi_schema = document
    return app.openapi_schema


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    operation["summary"] = _first_sentence(operation["description"])
    of_flow = path.startswith(OF_FLOWS)
    operation["security"] = _security(path, operation["operationId"], of_flow=of_flow)
    for parameter in operation.get("parameters", []):
        if parameter["name"] in PATH_IDS:
            parameter["schema"] = _FORMS.get(parameter["name"], _ID)
            parameter["example"] = PATH_IDS[parameter["name"]]
            parameter["description"] = _MEANINGS[parameter["name"]]
    of_a_flow = of_flow and method in ("post", "delete") and "{" in path
    of_a_session = method == "post" and path in _DONE_ONCE_IN_A_SESSION
    if of_a_flow or of_a_session:
        operation.setdefault("parameters", []).append(_KEY)
    _add_examples(operation)
    operation["responses"].pop("422", None)  # the framework's own
    for status, response in operation["responses"].items():
        if response["description"] == _OF_THE_FRAMEWORK:
            response["description"] = HTTPStatus(int(status)).phrase
    operation["responses"] |= problem_responses(path, operation)


def _first_sentence(text: str) -> str:
    """Without its full stop, in one line."""
    first = re.split(r"\.(?:\s|\Z)", text, maxsplit=1)[0]
    return " ".join(first.split())


def _security(path: str, name: str, *, of_flow: bool) -> list[dict[str, list[str]]]:
    """Each of these tokens is enough; an empty one is none."""
    if path == "/v1/logins":
        return [{}, {"client_credentials": [Scope.client_address]}]
    if path == "/v1/password-resets" or "{token}" in path:
        return []
    scope, people = _SCOPES.get(name, (None, True))
    tokens: list[dict[str, list[str]]] = []
    if people:
        tokens.append({"flow_token" if of_flow else "session_token": []})
    if scope:
        tokens.append({"client_credentials": [scope]})
    return tokens


def _add_examples(operation: dict[str, Any]) -> None:
    name = operation["operationId"]
    if name in REQUESTS:
        body = operation["requestBody"]["content"]["application/json"]
        body["example"] = REQUESTS[name]
    for response in operation["responses"].values():
        for content in response.get("content", {}).values() if name in ANSWERS else ():
            content["example"] = ANSWERS[name]


def _bodies() -> dict[str, Any]:
    """The schemas that `described` refers to, and those of their parts."""
    _, schemas = models_json_schema(
        [(body, "validation") for body in Body.__subclasses__()],
        ref_template="#/components/schemas/{model}",
    )
    return dict(schemas["$defs"])
