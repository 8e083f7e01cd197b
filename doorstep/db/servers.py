"""The servers of a database URL: connecting to the one that takes writes.

asyncpg tries hosts one after the other, and gives the first all the time that there is
(`findings/first_host_takes_the_whole_timeout.sh`). Here the next one is tried when the
one before has failed, or has not answered for a while.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import asyncpg

from doorstep.db.faults import fault_of
from doorstep.errors import NoServerTakesWrites
from doorstep.wires.database_url import (
    for_asyncpg,
    host_of,
    keeps_statements,
    must_write,
    one_by_one,
    tls_for,
)

_HEAD_START = 1.0
"""Seconds: the longest that a host may be silent before the next is tried, too."""


@dataclass(frozen=True)
class Server:
    """One host: `url` names it alone, `name` is for people."""

    url: str
    name: str


_SETTINGS = {"timezone": "UTC"}
"""PgBouncer refuses most other start-up parameters."""
_STATEMENTS_KEPT = 100
_OF_THE_URL = asyncpg.ClientConfigurationError
"""What no other host would do about."""


class Servers:
    """Remembers which server took writes last, and which connection leads where."""

    def __init__(self, database_url: str) -> None:
        self.all = tuple(Server(url, host_of(url)) for url in one_by_one(database_url))
        self._must_write = must_write(database_url)
        self._tls = tls_for(database_url)
        self._kept = _STATEMENTS_KEPT if keeps_statements(database_url) else 0
        self._latest = self.all[0]
        self._opened: WeakKeyDictionary[asyncpg.Connection, Server] = (
            WeakKeyDictionary()
        )

    async def connect(
        self, within: float, command_timeout: float | None = None
    ) -> asyncpg.Connection:
        """A connection to a server that takes writes, or to the only host, as it is.

        `within` is in seconds, for all hosts together, `command_timeout` for each
        statement later. Raises NoServerTakesWrites; if
        there is one host, what connecting raised: OSError, TimeoutError or
        PostgresError.
        """
        attempts = _Attempts(self, within, command_timeout)
        try:
            server, connection = await attempts.first()
        finally:
            attempts.abandon()
        self._latest = server
        self._opened[connection] = server
        return connection

    def opened(self) -> Iterator[tuple[asyncpg.Connection, Server]]:
        """The connections that are open, and where each leads."""
        for connection, server in list(self._opened.items()):
            if not connection.is_closed():
                yield connection, server

    def server_of(self, connection: asyncpg.Connection) -> Server:
        return self._opened[connection]

    def doubt(self, server: Server) -> None:
        """Try it last, until it takes writes again: it has become silent."""
        if self._latest is server:
            after = self.all.index(server) + 1
            self._latest = self.all[after % len(self.all)]

    def in_order(self) -> list[Server]:
        """The one that took writes last comes first."""
        others = [server for server in self.all if server is not self._latest]
        return [self._latest, *others]

    async def reach(
        self, server: Server, within: float, command_timeout: float | None = None
    ) -> asyncpg.Connection:
        """Raises NoServerTakesWrites if it does not take writes and has to."""
        connection = await asyncpg.connect(
            for_asyncpg(server.url),
            timeout=within,
            command_timeout=command_timeout,
            ssl=self._tls,
            server_settings=_SETTINGS,
            statement_cache_size=self._kept,
        )
        if self._must_write and (why := await why_read_only(connection)):
            connection.terminate()
            raise NoServerTakesWrites(why)
        return connection


class _Attempts:
    """The hosts that are being tried, some of them at the same time."""

    def __init__(
        self, servers: Servers, within: float, command_timeout: float | None
    ) -> None:
        self._servers = servers
        self._command_timeout = command_timeout
        self._ends = asyncio.get_running_loop().time() + within
        self._waiting = deque(servers.in_order())
        self._standbys: list[Server] = []
        """Those that may be promoted while another host is silent."""
        self._head_start = min(_HEAD_START, within / len(self._waiting) / 2)
        self._running: dict[asyncio.Task[asyncpg.Connection], Server] = {}
        self._faults: dict[Server, Exception] = {}

    async def first(self) -> tuple[Server, asyncpg.Connection]:
        while self._waiting or self._running:
            if self._waiting:
                self._begin(self._waiting.popleft())
            done = await self._done()
            if not done:
                self._waiting.extend(self._standbys)
                self._standbys.clear()
            for task in done:
                server = self._running.pop(task)
                fault = task.exception()
                if fault is None:
                    return server, task.result()
                self._note(server, fault)
            if self._left() <= 0:
                break
        raise self._fault()

    def abandon(self) -> None:
        """End what is still being tried, without waiting for it."""
        for task in self._running:
            task.cancel()
            task.add_done_callback(_dropped)

    def _note(self, server: Server, fault: BaseException) -> None:
        if not isinstance(fault, Exception) or isinstance(fault, _OF_THE_URL):
            raise fault
        self._faults[server] = fault
        if isinstance(fault, NoServerTakesWrites):
            self._standbys.append(server)

    def _begin(self, server: Server) -> None:
        attempt = self._servers.reach(server, self._left(), self._command_timeout)
        self._running[asyncio.create_task(attempt)] = server

    async def _done(self) -> set[asyncio.Task[asyncpg.Connection]]:
        others = self._waiting or self._standbys
        wait = min(self._head_start, self._left()) if others else self._left()
        done, _ = await asyncio.wait(
            self._running, timeout=wait, return_when=asyncio.FIRST_COMPLETED
        )
        return done

    def _left(self) -> float:
        return self._ends - asyncio.get_running_loop().time()

    def _fault(self) -> Exception:
        """That of all hosts, if it is the same; otherwise one that says each."""
        faults = {
            server: TimeoutError() for server in self._running.values()
        } | self._faults
        first, *others = faults.values()
        alike = isinstance(first, asyncpg.PostgresError) and all(
            type(other) is type(first) for other in others
        )
        if alike or (not others and not isinstance(first, NoServerTakesWrites)):
            return first
        reasons = "; ".join(
            f"{server.name}: {fault_of(faults[server]).what}"
            for server in self._servers.all
            if server in faults
        )
        return NoServerTakesWrites(f"no server takes writes ({reasons})")


def _dropped(task: asyncio.Task[asyncpg.Connection]) -> None:
    if not task.cancelled() and task.exception() is None:
        task.result().terminate()


async def why_read_only(connection: asyncpg.Connection) -> str | None:
    """Why the server takes no writes from this session; None if it does."""
    settings = connection.get_settings()
    standby = getattr(settings, "in_hot_standby", None)
    if standby is None:  # a pooler does not pass it on
        standby = await connection.fetchval(
            "select case when pg_is_in_recovery() then 'on' end"
        )
    if standby == "on":
        return "it is a standby"
    if getattr(settings, "default_transaction_read_only", "off") == "on":
        return "default_transaction_read_only is on"
    return None
