"""The worker's sweep for notices whose workflow was not started."""

from uuid import UUID

import pytest
from temporalio.client import Client

from doorstep.clock import Clock
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import DATABASE_AWAY, Pool
from doorstep.process import notice_sweep
from seeding import member_id_of
from service import MEMBER, Service

_ID = UUID("01a20e1f-9f73-7036-b734-9a0a81597754")


async def _leave_a_notice(service: Service) -> None:
    """As an API that is killed between the commit and the start."""
    member_id = await member_id_of(service.pool, MEMBER)
    notice = Notice(_ID, service.account_id, member_id, "device_added", service.clock())
    async with service.pool.acquire() as connection:
        await Notices(connection).insert(notice)


async def test_W2_sweep_continues_after_any_database_error(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults, sweep_once = list(DATABASE_AWAY), notice_sweep.sweep_once

    async def broken_at_first(
        pool: Pool, client: Client, task_queue: str, clock: Clock
    ) -> int:
        if faults:
            raise faults.pop()("broken off")
        return await sweep_once(pool, client, task_queue, clock)

    monkeypatch.setattr(notice_sweep, "sweep_once", broken_at_first)
    monkeypatch.setattr(notice_sweep, "_EACH", 0.01)
    await _leave_a_notice(service)

    swept = notice_sweep.sweep_notices(
        service.pool, service.client, service.settings.task_queue, service.clock
    )
    async with swept:
        await service.mail.wait_for(1)

    assert service.mail.messages[0]["To"] == MEMBER
