"""The origins whose pages may call the OAuth endpoints: those of redirect URIs."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from doorstep.clock import Clock
from doorstep.db.clients import Clients
from doorstep.db.pool import Pool
from doorstep.rules.origins import origin_of

_KEPT_FOR = timedelta(minutes=1)


@dataclass
class ClientOrigins:
    """Kept for a minute; an origin that is not among them is looked up again."""

    pool: Pool
    clock: Clock
    _origins: frozenset[str] = field(default_factory=frozenset)
    _read_at: datetime | None = None

    async def has(self, origin: str) -> bool:
        if not (origin in self._origins and self._fresh()):
            await self._read()
        return origin in self._origins

    def _fresh(self) -> bool:
        at = self._read_at
        return at is not None and at <= self.clock() < at + _KEPT_FOR

    async def _read(self) -> None:
        at = self.clock()
        async with self.pool.acquire() as connection:
            clients = await Clients(connection).all()
        enabled = [client for client in clients if not client.disabled]
        uris = [uri for client in enabled for uri in client.redirect_uris]
        self._origins, self._read_at = frozenset(_origins_of(uris)), at


def _origins_of(uris: Iterable[str]) -> Iterator[str]:
    for uri in uris:
        parts = urlsplit(uri)
        with suppress(ValueError):  # one of an app: `com.example:/callback`
            yield origin_of(f"{parts.scheme}://{parts.netloc}")
