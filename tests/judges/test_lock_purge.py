"""A purge skips rows that another transaction has locked, and deletes them later."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from doorstep.db.answers import Answers
from doorstep.db.attempts import Attempts
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.notices import Notices
from doorstep.db.old_sessions import OldSessions
from doorstep.db.password_tries import PasswordTries
from doorstep.db.pool import Connection
from doorstep.db.purging import PurgedPage
from journey import Journey
from seeding import another_login, long_enrolled
from service import Service
from waiting import until

_Purge = Callable[[Connection, datetime], Awaitable[PurgedPage[Any] | int]]
FIRST = UUID(int=0)

CASES: dict[str, tuple[str, _Purge]] = {
    "sessions": (
        "sessions",
        lambda held, at: OldSessions(held).purge_page(FIRST, at, at),
    ),
    "attempts": ("attempts", lambda held, at: Attempts(held).delete_before(at, 10)),
    "notices": ("notices", lambda held, at: Notices(held).purge_page(FIRST, at)),
    "tokens": ("answers", lambda held, at: Answers(held).forget_tokens(at)),
    "answers": ("answers", lambda held, at: Answers(held).purge_page((FIRST, b""), at)),
    "networks": (
        "known_networks",
        lambda held, at: CodeLedgers(held).delete_forgotten(at, 10),
    ),
    "tries": (
        "password_tries",
        lambda held, at: PasswordTries(held).delete_before(at, 10),
    ),
}


async def _signed_in_and_guessed_at(service: Service) -> None:
    person = await long_enrolled(service)
    answer = await service.http.post(
        f"{person.login_path}/code",
        json={"code": person.code()},
        headers={
            "Authorization": f"Bearer {person.login['flow_token']}",
            "Idempotency-Key": "once",
        },
    )
    assert answer.status_code == 200
    guesser = await another_login(person)
    for _ in range(5):
        await guesser.submit_code(guesser.wrong_code())
    assert (await Journey(service).start("guess")).status_code == 401


@pytest.mark.parametrize(("table", "purge"), CASES.values(), ids=CASES.keys())
async def test_row17_purge_waits_for_no_lock_and_so_causes_no_deadlock(
    service: Service, table: str, purge: _Purge
) -> None:
    await _signed_in_and_guessed_at(service)
    at = service.clock() + timedelta(days=400)
    async with service.pool.acquire() as purger:
        await purger.execute("set lock_timeout = '1ms'")
        async with service.pool.acquire() as holder, holder.transaction():
            await holder.execute(f"select from {table} for update")
            beside = _gone(await purge(purger, at))

        # What waited for the holder, a notice's mail say, may be next to hold the row.
        after = await until(lambda: purge(purger, at), lambda gone: _gone(gone) > 0)
        await purger.execute("reset lock_timeout")  # the pool keeps what is set

    assert beside == 0
    assert _gone(after) > 0


def _gone(purged: PurgedPage[Any] | int) -> int:
    return purged if isinstance(purged, int) else purged.gone
