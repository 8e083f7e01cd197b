"""A standby takes the place of the primary, and Doorstep follows it."""

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs
from cli.up.cluster import OWNER
from doorstep.db.pool import DATABASE_AWAY, Pool
from doorstep.process.watched_pool import watched_pool
from trials.faults.server_pair import ServerPair
from waiting import timed, until

LONGEST = 5.0
"""Seconds: what a fail-over may cost callers."""


@pytest.fixture(scope="module")
async def pair(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ServerPair]:
    account = unprivileged_account()
    folder = tmp_path_factory.mktemp("pair")
    pair = ServerPair(folder, postgres_programs(account), account)
    await pair.start()
    connection = await asyncpg.connect(pair.primary.address(OWNER, OWNER))
    await connection.execute("create table written (number int)")
    await connection.close()
    yield pair
    await pair.stop()


@asynccontextmanager
async def _pool(pair: ServerPair, most: int = 6) -> AsyncIterator[Pool]:
    url = pair.address(OWNER, OWNER)
    async with watched_pool(url, whose="tests'", most=most) as pool:
        yield pool


async def _port(pool: Pool) -> int:
    return int(await pool.fetchval("select inet_server_port()"))


async def _writes(pool: Pool) -> bool:
    try:
        await pool.execute("insert into written values (1)")
    except DATABASE_AWAY:
        return False
    return True


async def _fill(pool: Pool, size: int) -> None:
    connections = [await pool.acquire() for _ in range(size)]
    for connection in connections:
        await pool.release(connection)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGSTOP])
async def test_row33_a_promoted_standby_is_written_to_within_seconds(
    pair: ServerPair, ending: signal.Signals
) -> None:
    async with _pool(pair) as pool:
        old = pair.primary
        await _fill(pool, 5)
        assert await _port(pool) == old.port

        old.send(ending)
        await pair.promote()
        _, took = await timed(until(lambda: _writes(pool), bool))

        assert took < LONGEST
        assert await _port(pool) == pair.primary.port

    await pair.attach_standby()
