"""The APIs behind one address, as callers reach them through a load balancer."""

from http.cookiejar import CookieJar
from typing import Any

import httpx

_SECONDS = 8


class Apis:
    """Each request goes to the next API that can be reached; `cookies` are shared."""

    def __init__(self, urls: tuple[str, ...], cookies: CookieJar | None = None) -> None:
        self._clients = [
            httpx.AsyncClient(
                base_url=url, timeout=_SECONDS, cookies=cookies, trust_env=False
            )
            for url in urls
        ]
        self._turn = 0

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()

    async def send(
        self, method: str, path: str, **content: Any
    ) -> httpx.Response | None:
        """Once; None where the connection broke, so that the outcome is not known."""
        self._turn += 1
        for place in range(len(self._clients)):
            client = self._clients[(self._turn + place) % len(self._clients)]
            try:
                return await client.request(method, path, **content)
            except httpx.ConnectError:
                continue  # the request was not sent
            except httpx.TransportError:
                break
        return None
