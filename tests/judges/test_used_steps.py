"""A time step is consumed once by the database too, whatever a judge has read."""

import pytest

from doorstep.clock import system_clock
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.pool import Pool
from doorstep.db.writes import write_together
from doorstep.errors import RowChanged
from doorstep.rules.seal import KeyRing
from seeding import insert_device, new_member


async def test_V2_used_step_is_refused_by_the_row(pool: Pool, ring: KeyRing) -> None:
    at = system_clock()
    await insert_device(pool, ring, await new_member(pool, at), at)
    device_id = await pool.fetchval("update devices set last_step = 7 returning id")

    async with pool.acquire() as connection:
        await write_together(connection, CodeLedgers.accepted(device_id, 8, at))
        with pytest.raises(RowChanged):
            await write_together(connection, CodeLedgers.accepted(device_id, 8, at))
