"""Concurrent changes of one member do not deadlock."""

import asyncio
from collections import Counter
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from cli.database import open_database
from cli.interventions import act_on
from doorstep.audit.purge import Retention, purge
from doorstep.db.accounts import Accounts
from doorstep.db.members import Member, Members
from doorstep.errors import ConfigurationError, InvalidInputError
from doorstep.transactions import interventions
from doorstep.transactions.erasing import erase
from doorstep.transactions.interventions import Intervention, retry_after_deadlock
from journey import Journey
from problem_documents import kind
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, Service

_ROUNDS = 200
_CHANGES = ({"disabled": True}, {"name": "Another"}, {"role": "member"})


async def _administrator(service: Service) -> Journey:
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


async def _member(service: Service, member_id: UUID) -> Member:
    async with service.pool.acquire() as connection:
        return await Members(connection).get(member_id)


async def _erase(service: Service, member: Member) -> str:
    """As the command does, except for workflows, of which there are none."""
    try:
        await act_on(service.pool, member, "asked", Intervention.lock_out)
        await act_on(service.pool, member, "asked", erase)
    except InvalidInputError as error:
        return str(error)
    return "erased"


async def test_W2_row17_concurrent_change_and_erasure_do_not_deadlock(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interventions, "retry_after_deadlock", lambda run: run())
    admin = await _administrator(service)
    outcomes: Counter[object] = Counter()
    for number in range(_ROUNDS):
        member_id = await service.add_member(f"m{number}@acme.test", "admin")
        member = await _member(service, member_id)
        path, change = f"/v1/account/members/{member_id}", _CHANGES[number % 3]

        changed, erased = await asyncio.gather(
            admin.with_session("PATCH", path, json=change), _erase(service, member)
        )
        outcomes.update([erased, changed.status_code])

    assert outcomes["erased"] == _ROUNDS
    assert set(outcomes) <= {"erased", 200, 404}  # before the erasing, or after it


async def test_S2_row17_an_erased_member_cannot_be_renamed(
    service: Service,
) -> None:
    admin = await _administrator(service)
    member_id = await member_id_of(service.pool, MEMBER)
    member = await _member(service, member_id)
    path = f"/v1/account/members/{member_id}"
    assert await _erase(service, member) == "erased"

    changed = await admin.with_session("PATCH", path, json={"name": "Max"})
    enabled = await admin.with_session("PATCH", path, json={"disabled": False})
    again = await _erase(service, member)

    assert kind(changed) == kind(enabled) == (404, "not-found")
    assert again == "The member has been erased."
    assert (await _member(service, member_id)).name == "Erased"


async def test_row17_two_administrators_who_demote_each_other_leave_one(
    service: Service,
) -> None:
    first = await _administrator(service)
    await service.add_member("eve@acme.test", "admin")
    second = Journey(service, "eve@acme.test", "admin_center")
    await second.start()
    ids = [await member_id_of(service.pool, each) for each in (ADMIN, "eve@acme.test")]

    answers = await asyncio.gather(
        first.with_session(
            "PATCH", f"/v1/account/members/{ids[1]}", json={"role": "member"}
        ),
        second.with_session(
            "PATCH", f"/v1/account/members/{ids[0]}", json={"role": "member"}
        ),
    )

    assert sorted(answer.status_code for answer in answers) in ([200, 403], [200, 409])


async def test_row17_purge_skips_rows_that_are_being_erased(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    await person.delete(person.login_path)
    member_id = await member_id_of(service.pool, MEMBER)
    at = service.clock() + timedelta(days=400)
    retention = Retention(timedelta(days=30), timedelta(days=30))
    async with (
        service.pool.acquire() as eraser,
        service.pool.acquire() as purger,
        eraser.transaction(),
    ):
        await eraser.execute(
            "select from logins where member_id = $1 for update", member_id
        )

        counts = await purge(purger, at, retention)

    assert counts["logins"] == 0
    async with service.pool.acquire() as connection:
        assert (await purge(connection, at, retention))["logins"] > 0


@pytest.mark.parametrize(
    ("fault", "times"), [(asyncpg.DeadlockDetectedError, 1), (ValueError, 9)]
)
async def test_row17_an_aborted_transaction_is_retried(
    fault: type[Exception], times: int
) -> None:
    faults = [fault("first")] * times

    async def transaction() -> str:
        if faults:
            raise faults.pop()
        return "done"

    if times == 1:
        assert await retry_after_deadlock(transaction) == "done"
    else:
        with pytest.raises(fault):
            await retry_after_deadlock(transaction)
        assert len(faults) == times - 1


async def test_row17_a_command_that_times_out_on_a_lock_says_so(
    service: Service,
) -> None:
    member_id = await member_id_of(service.pool, MEMBER)
    async with service.pool.acquire() as connection, connection.transaction():
        await Accounts(connection).lock(service.account_id)
        await Members(connection).lock(member_id)

        async def unlock() -> None:
            async with open_database(service.settings) as pool:
                await pool.execute("set statement_timeout = 100")
                member = await _member(service, member_id)
                await act_on(pool, member, "asked", Intervention.unlock_device)

        with pytest.raises(ConfigurationError, match=r"[Rr]un this command again"):
            await unlock()
