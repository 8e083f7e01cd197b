"""Idle connections of trusted proxies outlast those of others."""

from doorstep.process.http_limits import HttpLimits
from doorstep.settings import Settings
from http_server import GET, http_server
from waiting import in_time

PROXY, OTHER = "127.0.0.2", "127.0.0.3"
_SETTINGS = Settings.model_validate(
    {"public_url": "https://login.acme.test", "trusted_proxies": PROXY}
)


async def test_H1_only_a_trusted_proxy_may_keep_a_connection_idle_for_long() -> None:
    limits = HttpLimits(idle_seconds=0.3)
    async with http_server(limits, settings=_SETTINGS) as server:
        proxy = await server.connect(PROXY)
        other = await server.connect(OTHER)
        for client in (proxy, other):
            await client.send(GET, b"\r\n")
            assert (await client.answer()).status_code == 200
        assert await other.is_closed()

        await proxy.send(GET, b"\r\n")

        assert (await in_time(proxy.answer())).status_code == 200


async def test_H1_idle_connections_of_a_proxy_have_an_end_too() -> None:
    limits = HttpLimits(proxy_idle_seconds=0.3)
    async with http_server(limits, settings=_SETTINGS) as server:
        proxy = await server.connect(PROXY)
        await proxy.send(GET, b"\r\n")
        await proxy.answer()

        assert await proxy.is_closed()
