"""Several hosts in the database URL: the next is tried in time."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from changed_settings import changed
from dead_hosts import (
    Host,
    dropping_host,
    refusing_host,
    silent_host,
    starting_host,
)
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.db.migrate import migrate
from doorstep.db.migration_files import pending
from doorstep.db.pool import DATABASE_AWAY, connected, open_pool
from doorstep.errors import ConfigurationError
from doorstep.process.readiness import Readiness
from doorstep.process.watched_pool import watched_pool
from doorstep.settings.processes import WorkerSettings
from doorstep.temporal.client import connect
from tcp_proxy import tcp_proxy
from waiting import timed, until

_DEAD = [silent_host, dropping_host, refusing_host, starting_host]
_named = pytest.mark.parametrize("dead", _DEAD, ids=lambda host: host.__name__)


def _after(port: int, database_url: str) -> str:
    """The URL with another host before its own."""
    parts = urlsplit(database_url)
    (folder,) = parse_qs(parts.query)["host"]
    hosts = f"host=127.0.0.1,{folder}&port={port},5432"
    return parts._replace(query=hosts).geturl()


@_named
async def test_a_pool_is_open_before_a_caller_gives_up(
    dead: Host, database_url: str
) -> None:
    async with dead() as port:
        opening = open_pool(_after(port, database_url), most=2)
        pool, took = await timed(opening)
        async with pool:
            first = await pool.fetchval("select 1")

    assert first == 1
    assert took < 4


@_named
async def test_migrate_goes_to_the_host_that_takes_writes(
    dead: Host, empty_url: str
) -> None:
    async with dead() as port:
        await migrate(_after(port, empty_url))

    async with connected(empty_url) as connection:
        assert await pending(connection) == []


@_named
async def test_doctor_names_the_host_that_is_not_reachable(
    dead: Host, settings: WorkerSettings
) -> None:
    async with dead() as port:
        url = _after(port, settings.database_url or "")
        found = await findings_of(changed(settings, database_url=url))

    assert found["database"].state == "ok"
    assert found["database host"].state == "warning"
    assert f"127.0.0.1:{port} is not reachable" in found["database host"].summary


async def test_readiness_says_what_is_wrong_with_each_host(
    settings: WorkerSettings,
) -> None:
    async with starting_host() as starting, refusing_host() as refusing:
        url = f"postgresql://doorstep@127.0.0.1:{starting},127.0.0.1:{refusing}/d"
        elsewhere = changed(settings, database_url=url)
        client = await connect(elsewhere, lazy=True)
        missing = await Readiness(elsewhere, client, system_clock).missing()

    assert missing == (
        "the database: no server takes writes "
        f"(127.0.0.1:{starting}: it is starting, stopping or recovering; "
        f"127.0.0.1:{refusing}: connection refused)"
    )


async def test_a_command_says_what_is_wrong_with_each_host() -> None:
    async with silent_host() as silent, refusing_host() as refusing:
        hosts = f"127.0.0.1:{silent},127.0.0.1:{refusing}"
        url = f"postgresql://doorstep@{hosts}/d?connect_timeout=1"
        with pytest.raises(ConfigurationError) as raised:
            async with connected(url):
                pass

    said = str(raised.value)
    assert f"127.0.0.1:{silent}: no answer in time" in said
    assert f"127.0.0.1:{refusing}: connection refused" in said


async def test_connections_that_went_silent_are_dropped_where_new_ones_answer(
    database_url: str,
) -> None:
    """As where an address has moved to another server, which knows nothing of them."""
    (folder,) = parse_qs(urlsplit(database_url).query)["host"]

    async def reach() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.5432")

    async def answers() -> bool:
        try:
            return bool(await pool.fetchval("select true"))
        except DATABASE_AWAY:
            return False

    async with tcp_proxy(reach) as proxy:
        url = urlsplit(database_url)._replace(
            netloc=f"{urlsplit(database_url).username}@127.0.0.1:{proxy.port}", query=""
        )
        async with watched_pool(url.geturl(), whose="tests'", most=4) as pool:
            assert await answers()
            proxy.silence()
            _, took = await timed(until(answers, bool))

    assert took < 5
