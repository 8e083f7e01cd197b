"""The API of a test behind a real proxy."""

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from api.app import create_app
from certificate_authority import CertificateAuthority
from changed_settings import changed
from chosen_time_limits import LONG_LIMITS
from http_server import http_server
from proxies import HOST, Given, Proxy
from service import Service
from trials.ports import free_port
from waiting import PATIENCE_SECONDS

CLIENT = "127.0.0.7"
"""The address of clients, which is not the proxy's."""


@dataclass(frozen=True)
class Behind:
    """The service as clients reach it through the proxy."""

    service: Service
    proxy: Proxy
    given: Given
    authority: CertificateAuthority

    @property
    def url(self) -> str:
        return self.service.settings.public_url

    def client(self, *, http2: bool = True) -> httpx.AsyncClient:
        tls = ssl.create_default_context(cafile=str(self.authority.file))
        transport = httpx.AsyncHTTPTransport(
            verify=tls, http1=not http2, http2=http2, local_address=CLIENT
        )
        return httpx.AsyncClient(
            base_url=self.url, transport=transport, timeout=PATIENCE_SECONDS
        )


@asynccontextmanager
async def behind_proxy(
    service: Service,
    proxy: Proxy,
    folder: Path,
    changes: Mapping[str, str] | None = None,
) -> AsyncIterator[Behind]:
    """`changes` are made to the documented configuration."""
    authority = CertificateAuthority(folder)
    certificate = authority.certificate(HOST)
    given = Given(folder, certificate, *(free_port() for _ in range(3)))
    settings = changed(
        service.settings,
        public_url=f"https://{HOST}:{given.https_port}",
        trusted_proxies="127.0.0.1",
    )
    app = create_app(settings, limits=LONG_LIMITS)
    async with (
        proxy.running(given, changes),
        app.router.lifespan_context(app),
        http_server(app=app, settings=settings, port=given.api_port),
    ):
        yield Behind(replace(service, settings=settings), proxy, given, authority)
