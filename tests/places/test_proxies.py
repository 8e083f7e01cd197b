"""The API behind nginx, HAProxy, Caddy and Apache, as docs/deploying/proxies.md says.

The proxy is the real program with the configuration of that page; clients have an
address of their own on loopback, which is not the proxy's.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from behind_proxy import CLIENT, Behind, behind_proxy
from journey import enrolled
from proxies import HOST, PROXIES, Proxy
from service import MEMBER, PASSWORD, Service
from waiting import PATIENCE_SECONDS

_OTHER = "198.51.100.9"
_FORGED: list[list[tuple[str, str]]] = [
    [],
    [("X-Forwarded-For", _OTHER)],
    [("X-Forwarded-For", f"{_OTHER}, 127.0.0.1")],
    [("X-Forwarded-For", _OTHER), ("X-Forwarded-For", "127.0.0.1")],
    [("x_forwarded_for", _OTHER), ("X-Real-IP", _OTHER)],
    [("Forwarded", f"for={_OTHER}"), ("X-Forwarded-For", "unknown")],
    [("Connection", "close, X-Forwarded-For"), ("X-Forwarded-For", _OTHER)],
]
"""What clients send to be taken for others."""


@pytest.fixture(params=PROXIES, ids=lambda proxy: proxy.name)
async def behind(
    request: pytest.FixtureRequest, service: Service, tmp_path: Path
) -> AsyncIterator[Behind]:
    proxy: Proxy = request.param
    async with behind_proxy(service, proxy, tmp_path) as behind:
        yield behind


@pytest.mark.parametrize("http2", [True, False], ids=["HTTP/2", "HTTP/1.1"])
async def test_a_person_sets_up_a_device_and_signs_in_with_its_code(
    behind: Behind, http2: bool
) -> None:
    async with behind.client(http2=http2) as http:
        person = await enrolled(replace(behind.service, http=http))
        signed_in = await person.sign_in_after_setup()

    assert signed_in.http_version == ("HTTP/2" if http2 else "HTTP/1.1")
    assert signed_in.json()["stage"] == "signed_in"
    assert "max-age=" in signed_in.headers["strict-transport-security"]


async def test_T2_the_address_is_the_clients_own_whatever_it_sends(
    behind: Behind,
) -> None:
    body = {"email": MEMBER, "password": PASSWORD, "application": "web_console"}
    async with behind.client(http2=False) as http:
        for forged in _FORGED:
            answer = await http.post("/v1/logins", json=body, headers=forged)
            assert answer.status_code == 201, answer.text

    found = await behind.service.pool.fetch("select client_address from sessions")
    assert [row["client_address"] for row in found] == [CLIENT] * len(_FORGED)


async def test_sizes_are_those_of_the_api(behind: Behind) -> None:
    """Not those of the proxy, whose refusals say less."""
    async with behind.client() as http:
        long_head = await http.get("/sign-in", headers={"X-Long": "a" * 24 * 1024})
        long_address = await http.get(f"/sign-in?page=/{'a' * 24 * 1024}")
        long_body = await http.post("/v1/logins", json={"email": "a" * 64 * 1024})

    assert (long_head.status_code, long_address.status_code) == (200, 200)
    assert long_body.status_code == 413
    assert long_body.headers["content-type"] == "application/problem+json"


async def test_A3_people_are_led_from_http_to_https(behind: Behind) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as http:
        answer = await http.get(f"http://{HOST}:{behind.given.http_port}/sign-in?a=b")

    assert answer.status_code in (301, 308)
    there = httpx.URL(answer.headers["location"])
    assert (there.scheme, there.host, there.raw_path) == (
        "https",
        HOST,
        b"/sign-in?a=b",
    )
