"""The connection pool of an API or a worker, which follows a fail-over.

A connection to a server that was cut off looks healthy until it is used, and then holds
up its caller. So one connection beside the pool asks each second whether its server
answers and takes writes. If not, a server is looked for that does, and the pool's
connections to any other are dropped.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import structlog

from doorstep.db.pool import DATABASE_AWAY, Pool, open_pool, reads_only
from doorstep.db.servers import Servers
from doorstep.process.loop_health import LoopHealth
from doorstep.process.repeating import repeating
from doorstep.rules.time_limits import USUAL, TimeLimits

_log = structlog.get_logger(__name__)
_ASKED_EACH = 1.0
_ANSWERS_WITHIN = 1.0
_CONNECTS_WITHIN = 2.0
_QUESTION = "select current_setting('transaction_read_only')::boolean"


@asynccontextmanager
async def watched_pool(
    database_url: str,
    limits: TimeLimits = USUAL,
    *,
    whose: str,
    most: int = 16,
    health: LoopHealth | None = None,
) -> AsyncIterator[Pool]:
    """A pool, open within the context; `most` connections, that of the watch included.

    `whose` tells two of one process apart. Raises what `open_pool` raises.
    """
    servers = Servers(database_url)
    pool = await open_pool(database_url, limits, most=most - 1, servers=servers)
    watch = _Watch(pool, servers)
    what = f"watch of the {whose} database connections"
    looking = repeating(what, watch.look, _ASKED_EACH, health)
    async with pool:
        try:
            async with looking:
                yield pool
        finally:
            watch.end()


class _Watch:
    """Its probe is a connection that stands for those of the pool."""

    def __init__(self, pool: Pool, servers: Servers) -> None:
        self._pool = pool
        self._servers = servers
        self._probe: asyncpg.Connection | None = None
        self._asking: asyncio.Task[bool] | None = None
        self._was_lost = False

    async def look(self) -> None:
        """Raises what connecting raises, while no server takes writes."""
        if await self._answers_in_time():
            return
        if self._probe:
            self._servers.doubt(self._servers.server_of(self._probe))
        self._was_lost, was_lost = True, self._was_lost
        fresh = await self._servers.connect(_CONNECTS_WITHIN)
        try:
            async with asyncio.timeout(_CONNECTS_WITHIN):  # a pooler may have no server
                writes = not await fresh.fetchval(_QUESTION)
        except BaseException:
            fresh.terminate()
            raise
        self._was_lost = False
        # Whoever waits for a new connection has also given the old one time to answer.
        if self._asking and self._asking.done() and self._asking.result():
            fresh.terminate()
        else:
            await self._replace_by(fresh, writes=writes, was_lost=was_lost)

    def end(self) -> None:
        if self._asking:
            self._asking.cancel()
        if self._probe:
            self._probe.terminate()

    async def _answers_in_time(self) -> bool:
        """Whether the server answered that it takes writes, also from the pool."""
        patience = 0.0  # for a question that has had its time
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._takes_writes())
            patience = _ANSWERS_WITHIN
        done, _ = await asyncio.wait({self._asking}, timeout=patience)
        return bool(done) and self._asking.result()

    async def _takes_writes(self) -> bool:
        if self._probe is None or any(reads_only(c) for c, _ in self._servers.opened()):
            return False
        try:
            return not await self._probe.fetchval(_QUESTION)
        except DATABASE_AWAY:
            return False

    async def _replace_by(
        self, fresh: asyncpg.Connection, *, writes: bool, was_lost: bool
    ) -> None:
        old, self._probe = self._probe, fresh
        silent = self._asking is not None and not self._asking.done()
        if old:
            old.terminate()
        if (old is None and not was_lost) or not writes:
            return
        await self._pool.expire_connections()
        server = self._servers.server_of(fresh)
        for connection, other in self._servers.opened():
            unknown = silent or old is None
            if connection is not fresh and (unknown or other is not server):
                connection.terminate()
        _log.warning("database connections renewed", server=server.name)
