"""Each operation gives the problems that its description lists.

That it gives no others is checked with every answer of every test, see
`documented_answers`. Problems of one operation alone are shown where it is tested; here
are those that follow from what an operation takes.
"""

from typing import Any

import httpx
from uuid_utils.compat import uuid7

from api.edge.openapi.examples import REQUESTS
from documented_answers import kinds
from service import EmptyService, Service
from targets import Target, targets_in

_SHOWN_HERE = {"401", "404", "413", "415"}
_OF_ONE_OPERATION = {
    ("POST /v1/logins", ("401", "not-signed-in")),
    ("POST /v1/me/password", ("422", "wrong-password")),
    ("POST /v1/me/password", ("422", "weak-password")),
    ("POST /v1/me/step-up", ("422", "wrong-password")),
    ("POST /v1/password-resets/{reset_id}/password", ("422", "weak-password")),
    ("POST /v1/invitations/{token}", ("422", "weak-password")),
    ("GET /v1/account/members", ("404", "not-found")),
    ("PUT /v1/subjects/{external_id}", ("404", "not-found")),
    ("GET /v1/me/email", ("404", "not-found")),
    ("DELETE /v1/me/email", ("404", "not-found")),
    ("POST /v1/me/email/resend", ("404", "not-found")),
    ("POST /v1/me/email/code", ("404", "not-found")),
    ("POST /v1/verifications", ("404", "not-found")),
    ("GET /v1/account/members.csv", ("404", "not-found")),
}
"""Shown where the operation is tested."""
_BIG = b'"' + b"1" * 20_000 + b'"'


async def test_operations_give_the_problems_that_their_description_lists(
    shared_service: EmptyService, service: Service
) -> None:
    targets = await targets_in(service)
    missing = []

    for path, item in shared_service.document()["paths"].items():
        for method, operation in item.items():
            name = f"{method.upper()} {path}"
            given = await _given(service.http, name, operation, targets[name])
            listed = {
                (status, kind)
                for status, response in operation["responses"].items()
                if status in _SHOWN_HERE or _of_a_key(status, operation)
                for kind in kinds(response) - {"wrong-code", "invalid-credentials"}
            }
            missing += [(name, each) for each in listed - given]

    assert set(missing) <= _OF_ONE_OPERATION


def _of_a_key(status: str, operation: dict[str, Any]) -> bool:
    return status == "422" and any(
        each["in"] == "header" for each in operation.get("parameters", ())
    )


async def _given(
    http: httpx.AsyncClient, name: str, operation: dict[str, Any], target: Target
) -> set[tuple[str, str]]:
    """Status and kind of the answers to requests that are wrong in one way each."""
    method, template = name.split(" ")
    path = template.format(**(target.ids or {}))
    elsewhere = template.format(**dict.fromkeys(target.ids or {}, uuid7()))
    example = REQUESTS.get(operation["operationId"], {})
    token = {"Authorization": f"Bearer {target.token}"}
    as_json = {**token, "Content-Type": "application/json"}
    answers = [
        await http.request(method, path),
        await http.request(method, elsewhere, headers=token, json=example),
        await http.request(method, path, headers={**token, "Idempotency-Key": " "}),
    ]
    if "requestBody" in operation:
        answers += [
            await http.request(method, path, headers=token, content=b"{}"),
            await http.request(method, path, headers=as_json, content=_BIG),
        ]
    return {
        (str(answer.status_code), answer.json()["type"].rpartition(":")[2])
        for answer in answers
        if answer.is_error
    }
