"""The transaction that has locked a member: what it leaves behind where it fails."""

import asyncio

import pytest

from doorstep.clock import system_clock
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import MemberLock
from seeding import member_id_of
from service import MEMBER, insert_acme
from waiting import until

_RENAMED = "select count(*) from members where name = 'Renamed'"
_ALIVE = "select exists (select from pg_stat_activity where pid = $1)"
_WAITING = "select exists (select from pg_stat_activity where wait_event_type = 'Lock')"


async def _rename(connection: Connection) -> None:
    await connection.execute("update members set name = 'Renamed'")


async def test_W2_fault_of_a_lost_connection_is_the_one_that_is_reported(
    pool: Pool,
) -> None:
    await insert_acme(pool, system_clock())
    member_id = await member_id_of(pool, MEMBER)

    async def rename_and_lose_the_connection() -> None:
        async with MemberLock.held(pool, member_id) as connection:
            await _rename(connection)
            server = await connection.fetchval("select pg_backend_pid()")
            await pool.execute("select pg_terminate_backend($1)", server)
            await until(lambda: pool.fetchval(_ALIVE, server), lambda alive: not alive)
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await rename_and_lose_the_connection()

    assert await pool.fetchval(_RENAMED) == 0


async def test_W2_caller_who_gives_up_leaves_nothing_locked_or_written(
    pool: Pool,
) -> None:
    await insert_acme(pool, system_clock())
    member_id = await member_id_of(pool, MEMBER)

    written = asyncio.Event()

    async def rename() -> None:
        async with MemberLock.held(pool, member_id) as connection:
            await _rename(connection)
            written.set()
            await asyncio.Event().wait()

    first = asyncio.create_task(rename())
    await written.wait()
    second = asyncio.create_task(rename())
    await until(lambda: pool.fetchval(_WAITING), bool)
    second.cancel()  # as it waits for the lock
    first.cancel()  # as it has written
    await asyncio.gather(first, second, return_exceptions=True)

    async with MemberLock.held(pool, member_id) as connection:
        assert await connection.fetchval(_RENAMED) == 0
