"""The worker's sweep for notices whose workflow was not started."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import DATABASE_AWAY, Connection, Pool
from doorstep.db.writes import write_together
from doorstep.process.notice_sweep import sweep_notices
from seeding import member_id_of
from service import MEMBER, Service

_ID = UUID("01a20e1f-9f73-7036-b734-9a0a81597754")


async def _leave_a_notice(service: Service) -> None:
    """As an API that is killed between the commit and the start."""
    member_id = await member_id_of(service.pool, MEMBER)
    notice = Notice(_ID, service.account_id, member_id, "device_added", service.clock())
    async with service.pool.acquire() as connection:
        await write_together(connection, Notices.inserted(notice))


@dataclass
class BreaksOffAtFirst:
    """A pool whose database raises each of these before it is back."""

    pool: Pool
    faults: list[type[Exception]]

    def acquire(self) -> AbstractAsyncContextManager[Connection]:
        if self.faults:
            raise self.faults.pop()("broken off")
        return self.pool.acquire()


async def test_W2_sweep_continues_after_any_database_error(service: Service) -> None:
    pool = BreaksOffAtFirst(service.pool, list(DATABASE_AWAY))
    await _leave_a_notice(service)

    swept = sweep_notices(
        cast("Pool", pool),
        service.client,
        service.settings.task_queue,
        service.clock,
        each=0.01,
    )
    async with swept:
        await service.mail.wait_for(1)

    assert service.mail.messages[0]["To"] == MEMBER
