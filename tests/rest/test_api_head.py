"""`HEAD` wherever `GET` is: the same headers, without the body."""

from itertools import chain

import pytest

from api.edge import responses
from api.pages.frame.assets import Assets
from http_server import http_server
from service import ADMIN, EmptyService, Service
from targets import targets_in
from visitor import Visitor

_OTHERS = ["/static/doorstep.css", Assets().address("doorstep.js"), "/nowhere", "/v1/x"]
_CHANGING = {"set-cookie"}
"""The key of a form is new in each answer."""


def _paths(shared_service: EmptyService, ids: dict[str, str]) -> list[str]:
    """The paths of all GET routes, with these ids."""
    templates = [
        route.path_format
        for route in chain.from_iterable(
            map(responses.routes_within, shared_service.app.routes)
        )
        if "GET" in (route.methods or ())
    ]
    return [path.format_map(ids) for path in templates] + _OTHERS


async def test_head_answers_every_address_as_get_does(
    shared_service: EmptyService, service: Service
) -> None:
    targets = await targets_in(service)
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    ids = dict(chain.from_iterable((t.ids or {}).items() for t in targets.values()))
    tokens = {
        name.removeprefix("GET ").format_map(ids): target.token
        for name, target in targets.items()
        if name.startswith("GET ")
    }
    paths = _paths(shared_service, {**ids, "name": "336699"})

    differing, statuses = [], set()
    for path in paths:
        service.http.cookies.pop("doorstep-said", None)  # shown by one answer only
        headers = {"Authorization": f"Bearer {tokens.get(path, '')}"}
        get = await service.http.get(path, headers=headers)
        head = await service.http.head(path, headers=headers)
        statuses.add(get.status_code)
        seen = [
            (
                answer.status_code,
                {k: v for k, v in answer.headers.items() if k not in _CHANGING},
                "set-cookie" in answer.headers,
            )
            for answer in (get, head)
        ]
        if seen[0] != seen[1] or head.content:
            differing.append((path, seen))

    assert differing == []
    assert {200, 303, 404} <= statuses


@pytest.mark.parametrize("path", ["/v1/logins", "/sign-out", "/verify/cancel"])
async def test_head_changes_nothing(service: Service, path: str) -> None:
    answer = await service.http.head(path)

    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


async def test_head_has_no_body_on_the_network(shared_service: EmptyService) -> None:
    async with http_server(app=shared_service.app) as server:
        whole = await server.answer_to(_request("GET"))
        head = await server.answer_to(_request("HEAD"))

    assert head.headers["content-length"] == str(len(whole.content))
    assert head.content == b""


def _request(method: str) -> bytes:
    return (
        f"{method} /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    )
