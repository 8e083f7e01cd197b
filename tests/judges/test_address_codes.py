"""The judge of a new address's code, on real PostgreSQL."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from uuid_utils.compat import uuid7

from activities.address_codes import AddressCodes
from doorstep.db.actors import OPERATOR
from doorstep.db.address_changes import AddressChange
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.errors import CannotConfirmError
from doorstep.messages.activities import AddressCode, AddressVerdict
from doorstep.messages.flows import Outcome
from doorstep.rules.codes import TypedCode, address_code, seal_code
from doorstep.rules.policy import AddressPolicy, EnrollmentPolicy, InvitationPolicy
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import AddressStage
from doorstep.transactions.address_changes import (
    NewAddress,
    ask_for_address,
    end_change,
)
from doorstep.transactions.invitations import Inviting
from seeding import member_id_of, new_member
from service import ADMIN

_NOW = datetime(2026, 3, 5, 12, 0, 0, tzinfo=UTC)
_LATER = _NOW + timedelta(minutes=1)


def _inviting(ring: KeyRing) -> Inviting:
    return Inviting(ring, InvitationPolicy(), EnrollmentPolicy())


@dataclass(frozen=True)
class _Change:
    """A pending change, and its judge."""

    pool: Pool
    ring: KeyRing
    row: AddressChange

    async def judge(self, attempt_id: UUID | None = None) -> AddressVerdict:
        attempt_id, row = attempt_id or uuid4(), self.row
        code = address_code(self.ring, row.key_name, row.id, row.number)
        return await AddressCodes(self.pool, self.ring).judge(
            AddressCode(
                attempt_id=attempt_id,
                member_id=row.member_id,
                flow_id=row.id,
                at=_LATER,
                sealed=seal_code(self.ring, TypedCode(code), row.id, attempt_id),
            )
        )

    async def count(self, table: str) -> int:
        query = f"select count(*) from {table}"
        return int(await self.pool.fetchval(query))


async def _asked(
    pool: Pool, ring: KeyRing, email: str, member_id: UUID | None = None
) -> _Change:
    member_id = member_id or await new_member(pool, _NOW)
    asked = NewAddress(email, AddressPolicy(), _inviting(ring))
    begun = await ask_for_address(pool, member_id, asked, _NOW, OPERATOR, uuid4())
    return _Change(pool, ring, begun.change)


async def test_W2_AD3_repeat_of_a_judged_code_gets_its_verdict_and_moves_nobody_again(
    pool: Pool, ring: KeyRing
) -> None:
    change, attempt_id = await _asked(pool, ring, "new@acme.test"), uuid7()

    first = await change.judge(attempt_id)
    repeated = await change.judge(attempt_id)
    other = await change.judge()

    assert first.outcome is Outcome.accepted
    assert repeated == first.model_copy(update={"repeated": True})
    assert (other.outcome, other.stage) == (Outcome.flow_ended, AddressStage.changed)
    assert await change.count("notices") == 3
    assert await change.count("events where kind = 'user_updated'") == 1


async def test_AD4_of_two_members_with_one_new_address_the_first_code_has_it(
    pool: Pool, ring: KeyRing
) -> None:
    first = await _asked(pool, ring, "a@ü.test")
    admin = await member_id_of(pool, ADMIN)
    changes = [first, await _asked(pool, ring, "A@xn--tda.test", admin)]

    verdicts = await asyncio.gather(*(change.judge() for change in changes))

    outcomes = sorted(verdict.outcome for verdict in verdicts)
    assert outcomes == [Outcome.accepted, Outcome.email_taken]
    stages = "select stage from address_changes order by stage"
    found = [record["stage"] for record in await pool.fetch(stages)]
    assert found == ["cancelled", "changed"]


async def test_AD1_notices_that_wait_for_the_mail_server_go_to_the_old_mailbox(
    pool: Pool, ring: KeyRing
) -> None:
    change = await _asked(pool, ring, "new@acme.test")
    query = "select email from members where id = $1"
    old = await pool.fetchval(query, change.row.member_id)

    await change.judge()

    notices = await pool.fetch("select kind, address from notices order by id")
    told = [(notice["kind"], notice["address"]) for notice in notices]
    assert told == [
        ("address_asked", old),
        ("address_changed", None),  # the present one
        ("address_changed", old),
    ]


async def test_AD5_code_of_a_change_that_has_ended_changes_nothing(
    pool: Pool, ring: KeyRing
) -> None:
    change = await _asked(pool, ring, "new@acme.test")
    stage, row = AddressStage.cancelled, change.row

    ended = await end_change(pool, row.id, row.member_id, stage, _LATER)
    verdict = await change.judge()
    again = await end_change(pool, row.id, row.member_id, AddressStage.expired, _LATER)

    assert ended.stage is again.stage is AddressStage.cancelled
    assert verdict.outcome is Outcome.flow_ended


async def test_AD1_member_who_was_disabled_meanwhile_keeps_the_address(
    pool: Pool, ring: KeyRing
) -> None:
    change = await _asked(pool, ring, "new@acme.test")
    async with pool.acquire() as connection:
        await Members(connection).set_disabled(change.row.member_id, _NOW)

    verdict = await change.judge()

    assert verdict.outcome is Outcome.flow_ended
    asked = NewAddress("other@acme.test", AddressPolicy(), _inviting(ring))
    with pytest.raises(CannotConfirmError):
        await ask_for_address(
            pool, change.row.member_id, asked, _LATER, OPERATOR, uuid4()
        )
