"""Which request heads are refused, whatever the request."""

import pytest

from http_server import GET, http_server
from problem_documents import kind


@pytest.mark.parametrize(("fields", "status"), [(1000, 200), (1001, 431), (8000, 431)])
async def test_H1_row3_a_request_has_a_thousand_headers_at_most(
    fields: int, status: int
) -> None:
    rest = b"Connection: close\r\n" + b"a:\r\n" * (fields - 2)
    async with http_server() as server:
        answer = await server.answer_to(GET + rest + b"\r\n")

    assert answer.status_code == status


@pytest.mark.parametrize("hosts", [b"", b"Host: a\r\nhost: b\r\n"])
async def test_A1_a_request_has_one_host_header(hosts: bytes) -> None:
    async with http_server() as server:
        answer = await server.answer_to(b"GET / HTTP/1.1\r\n" + hosts + b"\r\n")

    assert kind(answer) == (400, "invalid-request")


async def test_http_1_0_needs_no_host_header() -> None:
    async with http_server() as server:
        answer = await server.answer_to(b"GET / HTTP/1.0\r\n\r\n")

    assert answer.status_code == 200
