"""Idle connections between proxy and API: the proxy closes them first, always.

Otherwise some request meets a connection that the API is closing, and becomes a 502.
"""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest

from certificate_authority import CertificateAuthority
from counting_backend import CountingBackend, counting_backend
from doorstep.process.http_limits import HttpLimits
from doorstep.settings import Settings
from http_server import http_server
from proxies import APACHE, CADDY, HAPROXY, HOST, NGINX, PROXIES, Given, Proxy
from trials.ports import free_port
from waiting import PATIENCE_SECONDS, until

_KEPT_FOR = {
    NGINX.name: r"keepalive_timeout (\d+)s",
    APACHE.name: r"ttl=(\d+)",
}
"""Where the configuration says how long the proxy keeps an idle connection."""
_BY_ITSELF = {
    CADDY.name: timedelta(minutes=2),
    HAPROXY.name: timedelta(seconds=5),
}
_API = Settings.model_validate(
    {"public_url": "https://login.acme.test", "trusted_proxies": "127.0.0.1"}
)
_API_KEEPS = timedelta(seconds=HttpLimits().proxy_idle_seconds)
_KEPT = 1.0
"""Seconds, in the shortened configurations."""


@dataclass(frozen=True)
class Front:
    proxy: Proxy
    given: Given
    tls: ssl.SSLContext

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=f"https://{HOST}:{self.given.https_port}",
            verify=self.tls,
            timeout=PATIENCE_SECONDS,
            trust_env=False,
        )


@pytest.fixture(params=PROXIES, ids=lambda proxy: proxy.name)
async def front(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Front]:
    """It keeps idle connections for a second; what is behind it comes later."""
    proxy: Proxy = request.param
    authority = CertificateAuthority(tmp_path)
    certificate = authority.certificate(HOST)
    given = Given(tmp_path, certificate, *(free_port() for _ in range(3)))
    tls = ssl.create_default_context(cafile=str(authority.file))
    async with proxy.running(given, proxy.shortened):
        yield Front(proxy, given, tls)


@pytest.mark.parametrize("proxy", PROXIES, ids=lambda proxy: proxy.name)
def test_the_api_keeps_idle_connections_longer_than_each_proxy(proxy: Proxy) -> None:
    if proxy.name in _BY_ITSELF:
        kept_for = _BY_ITSELF[proxy.name]
    else:
        (seconds,) = re.findall(_KEPT_FOR[proxy.name], proxy.documented)
        kept_for = timedelta(seconds=int(seconds))

    assert kept_for + timedelta(minutes=1) <= _API_KEEPS


async def test_an_idle_connection_is_used_again_until_its_time_is_over(
    front: Front,
) -> None:
    """With a backend that closes none, so it is the proxy that does."""
    async with counting_backend(front.given.api_port) as backend:
        await until(partial(_uses_one_again, front, backend), bool)
        await until(partial(_has_left_the_old_ones, front, backend), bool)


async def _uses_one_again(front: Front, backend: CountingBackend) -> bool:
    """Whether the second of two requests goes by the connection of the first."""
    async with front.client() as http:
        for _ in range(2):
            assert (await http.post("/", content=b"a")).status_code == 200
    return backend.answered_on[-1] == backend.answered_on[-2]


async def _has_left_the_old_ones(front: Front, backend: CountingBackend) -> bool:
    """Whether a request after the idle time goes by a new connection."""
    before = backend.opened
    await asyncio.sleep(1.5 * _KEPT)
    async with front.client() as http:
        assert (await http.post("/", content=b"a")).status_code == 200
    return backend.answered_on[-1] > before


async def test_no_request_around_the_idle_time_of_the_proxy_is_lost(
    front: Front,
) -> None:
    async with http_server(settings=_API, port=front.given.api_port):
        answers = await asyncio.gather(
            *(_paced(front, 0.85 + number / 50) for number in range(16))
        )

    assert {status for each in answers for status in each} == {200}


async def _paced(front: Front, pause: float) -> list[int]:
    """The answers to requests which come about when idle connections end."""
    statuses = []
    async with front.client() as http:
        for seconds in (0, pause, pause):
            await asyncio.sleep(seconds * _KEPT)
            answer = await http.post("/", content=b"a")
            statuses.append(answer.status_code)
    return statuses
