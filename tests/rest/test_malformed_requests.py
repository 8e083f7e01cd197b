"""Malformed requests: each gets a problem document, none an internal error."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
import uvicorn

from api.app import create_app
from api.edge.malformed_requests import protocol
from chosen_time_limits import LONG_LIMITS
from doorstep.db.logins import Logins
from doorstep.rules.seal import KeyRing
from journey import Journey
from problem_documents import kind, problem
from seeding import member_id_of, rows_of
from service import MEMBER, Service
from waiting import in_time, until_true

HTTPS = {"public_url": "https://login.acme.test"}


@pytest.fixture
async def port(service: Service) -> AsyncIterator[int]:
    """The port of the API with its real HTTP server."""
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(service.settings, service.clock, limits=LONG_LIMITS),
            port=0,
            http=protocol(service.settings.model_copy(update=HTTPS)),
            log_config=None,
        )
    )
    serving = asyncio.create_task(server.serve())
    await until_true(lambda: server.started)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


async def _said(port: int, sent: bytes) -> httpx.Response:
    """The response, read until the server closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    head, _, body = (await in_time(reader.read())).partition(b"\r\n\r\n")
    writer.close()
    status, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return httpx.Response(int(status.split()[1]), headers=headers, content=body)


@pytest.mark.parametrize(
    "sent",
    [
        b"FOO /v1/logins HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX-Odd: a\x00b\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ],
)
async def test_A1_A3_malformed_requests_are_answered_by_a_problem(
    port: int, sent: bytes
) -> None:
    answer = await _said(port, sent)

    assert (answer.status_code, kind(answer)[1]) == (400, "invalid-request")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "max-age" in answer.headers["strict-transport-security"]


async def test_A1_missing_body_is_a_client_error(port: int) -> None:
    answer = await _said(
        port,
        b"POST /v1/logins HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    )

    assert (answer.status_code, kind(answer)[1]) == (408, "invalid-request")


async def test_A1_unusual_ranges_get_the_whole_file(service: Service) -> None:
    path = "/static/doorstep.css"
    whole = await service.http.get(path)

    odd = [
        await service.http.get(path, headers={"Range": wanted})
        for wanted in ("bytes=999999-", "bytes=abc", "bytes=5-1", "bytes=0-3")
    ]

    assert [(answer.status_code, answer.content) for answer in odd] == [
        (200, whole.content)
    ] * len(odd)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/v1/account", "GET, HEAD, PATCH"),
        ("/v1/account/members", "GET, HEAD, POST"),
        ("/v1/logins", "POST"),
        ("/v1/openapi.json", "GET, HEAD"),
        ("/sign-in", "GET, HEAD, POST"),
        ("/static/doorstep.css", "GET, HEAD"),
    ],
)
async def test_wrong_method_gets_all_allowed_methods(
    service: Service, path: str, allowed: str
) -> None:
    answer = await service.http.put(path)

    assert kind(answer) == (405, "invalid-request")
    assert answer.headers["allow"] == allowed


async def test_set_up_that_is_being_started_is_not_ended(
    service: Service,
) -> None:
    """Its row exists, and its workflow is being started."""
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    async with service.pool.acquire() as connection:
        member_id = await member_id_of(service.pool, MEMBER)
        rows = await rows_of(connection, member_id, service.clock())
        login = await Logins(connection).get(UUID(person.login["id"]))
        setup = await rows.enrollment(login)
        await rows.email(setup, KeyRing.parse(service.settings.keys))
        person.enrollment = {"id": str(setup.id)}

    read = await person.read_enrollment()
    acted = await person.delete(person.enrollment_path)
    await service.pool.execute(
        "update enrollments set started_at = $1",
        service.clock() - timedelta(seconds=11),
    )
    later = await person.delete(person.enrollment_path)

    assert read["stage"] == "verify_email"
    assert kind(acted) == (503, "temporarily-unavailable")
    assert problem(later) == (410, "flow-ended", {"stage": "cancelled"})
    assert (await person.read_enrollment())["stage"] == "cancelled"
