"""Several APIs behind one proxy, by the lines of docs/deploying/proxies.md."""

import re
import ssl
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from certificate_authority import CertificateAuthority
from doorstep.settings import Settings
from http_server import http_server
from proxies import CADDY, HAPROXY, HOST, NGINX, PAGE, Given, Proxy
from trials.ports import free_port
from waiting import PATIENCE_SECONDS

_API = Settings.model_validate(
    {"public_url": "https://login.acme.test", "trusted_proxies": "127.0.0.1"}
)


def _lines_for_several(proxy: Proxy, other_port: int) -> dict[str, str]:
    """What the page puts in place of the line for one API."""
    instead = r"^- (\w+), in place of `(.*)`:\n\n((?: {6}.*\n)+)"
    documented = re.findall(instead, PAGE.read_text(), re.MULTILINE)
    lines = {name.lower(): {one: several} for name, one, several in documented}
    ((one, several),) = lines[proxy.name].items()
    return {one: several.replace("127.0.0.1:8001", f"127.0.0.1:{other_port}")}


@pytest.mark.parametrize("proxy", [NGINX, HAPROXY, CADDY], ids=lambda one: one.name)
async def test_restarting_one_api_after_the_other_costs_nobody_an_answer(
    proxy: Proxy, tmp_path: Path
) -> None:
    authority = CertificateAuthority(tmp_path)
    certificate = authority.certificate(HOST)
    given = Given(tmp_path, certificate, *(free_port() for _ in range(3)))
    ports = (given.api_port, free_port())
    tls = ssl.create_default_context(cafile=str(authority.file))
    seen = []

    async with (
        AsyncExitStack() as apis,
        proxy.running(given, _lines_for_several(proxy, ports[1])),
        httpx.AsyncClient(verify=tls, timeout=PATIENCE_SECONDS) as http,
    ):
        running = [await _started(apis, port) for port in ports]
        for number, port in enumerate(ports):
            seen += [await _status(http, given) for _ in range(8)]
            await running[number].aclose()
            seen += [await _status(http, given) for _ in range(8)]
            running[number] = await _started(apis, port)
        seen += [await _status(http, given) for _ in range(8)]

    assert seen == [200] * len(seen)


async def _started(apis: AsyncExitStack, port: int) -> AsyncExitStack:
    """An API that ends with its own stack, or with `apis`."""
    own = await apis.enter_async_context(AsyncExitStack())
    await own.enter_async_context(http_server(settings=_API, port=port))
    return own


async def _status(http: httpx.AsyncClient, given: Given) -> int:
    answer = await http.get(f"https://{HOST}:{given.https_port}/")
    return answer.status_code
