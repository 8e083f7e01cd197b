"""The line of workflows that are still to be started: nobody's death loses one."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast
from uuid import UUID

import pytest
from temporalio.service import RPCError, RPCStatusCode

from doorstep.clock import system_clock
from doorstep.db.login_starts import CLAIMED_FOR, LoginStarts
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.db.writes import write_together
from doorstep.messages.flows import LoginStart
from doorstep.process.login_start_sweep import sweep_once
from doorstep.rules.stages import LoginStage
from doorstep.temporal.login_starts import LoginStarter
from seeding import new_member, rows_of


@dataclass
class RemembersStarts:
    """In place of Temporal, which takes as many starts as are `left`."""

    left: int = 1000
    started: Counter[UUID] = field(default_factory=Counter)

    async def start(self, start: LoginStart) -> None:
        await asyncio.sleep(0)
        if not self.left:
            raise RPCError("away", RPCStatusCode.UNAVAILABLE, b"")
        self.left -= 1
        self.started[start.login_id] += 1


async def _waiting(pool: Pool, count: int) -> list[Login]:
    at = system_clock()
    member_id = await new_member(pool, at)
    async with pool.acquire() as connection:
        rows, ended = await rows_of(connection, member_id, at), LoginStage.signed_in
        logins = [await rows.login(ended) for _ in range(count)]
        for login in logins:
            await write_together(connection, LoginStarts.noted(login))
    return logins


async def _claimed(pool: Pool, later: timedelta) -> list[UUID]:
    async with pool.acquire() as connection:
        rows = LoginStarts(connection)
        return [each.id for each in await rows.claim(system_clock() + later, 10)]


async def _sweep(pool: Pool, temporal: RemembersStarts) -> int:
    return await sweep_once(pool, system_clock, cast("LoginStarter", temporal))


async def test_W2_start_claimed_by_a_killed_worker_is_done_by_another_one(
    pool: Pool,
) -> None:
    logins = await _waiting(pool, 3)

    first = await _claimed(pool, timedelta(0))
    meanwhile = await _claimed(pool, CLAIMED_FOR / 2)
    later = await _claimed(pool, 2 * CLAIMED_FOR)

    assert first == later == [each.id for each in logins]
    assert meanwhile == []


async def test_W2_a_login_is_started_once_by_many_sweeps(pool: Pool) -> None:
    logins, temporal = await _waiting(pool, 120), RemembersStarts()

    await asyncio.gather(*(_sweep(pool, temporal) for _ in range(4)))

    assert temporal.started == dict.fromkeys((each.id for each in logins), 1)
    assert not await pool.fetchval("select count(*) from login_starts")


async def test_W2_what_temporal_did_not_take_stays_in_line(pool: Pool) -> None:
    logins, temporal = await _waiting(pool, 3), RemembersStarts(left=2)

    with pytest.raises(RPCError):
        await _sweep(pool, temporal)

    assert await _claimed(pool, 2 * CLAIMED_FOR) == [logins[2].id]
