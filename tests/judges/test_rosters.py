"""Rosters and their counts are exact, whatever happened, in pages of any size."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from doorstep.db.devices import Devices, DeviceStatus
from doorstep.db.invitations import Invitations
from doorstep.db.member_counts import MemberCounts
from doorstep.db.members import Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.roster_filter import RosterFilter
from doorstep.db.rosters import Rosters
from doorstep.db.writes import write_together
from doorstep.rules.people import Language, Role, TwoStep
from doorstep.rules.seal import KeyRing
from doorstep.transactions.members import MemberFields, add_member
from doorstep.transactions.removal import remove_logins
from seeding import HOME, Rows, new_member, rows_of

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
IN_EACH_STATE = 3


@dataclass(frozen=True)
class Roster:
    """Members of one account, a few in each state, who came in turn."""

    connection: Connection
    account_id: UUID
    states: dict[UUID, TwoStep]

    def ids(self, two_step: TwoStep | None) -> list[UUID]:
        wanted = (two_step,) if two_step else tuple(TwoStep)
        return sorted(each for each, state in self.states.items() if state in wanted)

    async def pages(self, two_step: TwoStep | None, size: int) -> list[list[UUID]]:
        return [
            [entry.member.id for entry in page]
            async for page in Rosters(self.connection).pages(
                self.account_id, at=NOW, size=size, wanted=RosterFilter(two_step)
            )
        ]

    async def counted(self) -> tuple[dict[TwoStep, int], int, int]:
        counts = MemberCounts(self.connection)
        found = await counts.enrollment_counts(self.account_id, NOW)
        return dict(found.counts), found.enrolled, found.enabled


@pytest.fixture
async def roster(pool: Pool, ring: KeyRing) -> AsyncIterator[Roster]:
    first = await new_member(pool, NOW)
    async with pool.acquire() as connection:
        account_id = (await Members(connection).get(first)).account_id
        administrators = await Members(connection).enabled_admins(account_id)
        states = {first: TwoStep.not_set_up, administrators[0].id: TwoStep.not_set_up}
        for number in range(IN_EACH_STATE):
            for state in TwoStep:
                fields = MemberFields(
                    email=f"{state}-{number}@acme.test",
                    name="Jo",
                    role=Role.member,
                    language=Language.en,
                )
                member_id = await add_member(connection, account_id, fields, "", at=NOW)
                rows = await rows_of(connection, member_id, NOW)
                await _brought_to(rows, state, ring, number)
                states[member_id] = state
        yield Roster(connection, account_id, states)


async def _brought_to(rows: Rows, state: TwoStep, ring: KeyRing, number: int) -> None:
    if state in (TwoStep.enrolled, TwoStep.locked):
        await rows.device(ring)
    if state is TwoStep.invited or (state is TwoStep.setting_up and not number):
        await write_together(rows.connection, Invitations.noted(rows.member.id, NOW))
    if state is TwoStep.setting_up:
        if number:  # a replacement
            await rows.device(ring)
        await rows.enrollment(await rows.login())
        await rows.enrollment(await rows.login())
    if state is TwoStep.locked:
        disabled = "update devices set disabled_at = $2 where member_id = $1"
        blocked = f"""
            update known_networks set blocked_until = $2::timestamptz + interval '1 h'
            where network = '{HOME}'
                and device_id in (select id from devices where member_id = $1)
        """
        lock = disabled if number else blocked
        await rows.connection.execute(lock, rows.member.id, NOW)


@pytest.mark.parametrize("two_step", [None, *TwoStep])
@pytest.mark.parametrize("size", [1, 2, 5, 50])
async def test_pages_of_any_size_have_each_member_of_the_state_once(
    roster: Roster, two_step: TwoStep | None, size: int
) -> None:
    pages = await roster.pages(two_step, size)

    assert [each for page in pages for each in page] == roster.ids(two_step)
    assert {len(page) for page in pages[:-1]} <= {size}


async def test_counts_are_those_of_the_roster(roster: Roster) -> None:
    states, enrolled, enabled = await roster.counted()

    assert states == {state: len(roster.ids(state)) for state in TwoStep}
    assert enrolled == 3 * IN_EACH_STATE - 1
    assert enabled == len(roster.states)


async def test_counts_follow_every_change_of_devices_and_members(
    roster: Roster, ring: KeyRing
) -> None:
    connection = roster.connection
    replaced, reset, erased = roster.ids(TwoStep.enrolled)
    disabled, *_ = roster.ids(TwoStep.locked)
    before, enrolled, enabled = await roster.counted()

    async with connection.transaction():
        await Devices(connection).retire_active(replaced, DeviceStatus.replaced, NOW)
        await (await rows_of(connection, replaced, NOW)).device(ring)
    await Devices(connection).retire_active(reset, DeviceStatus.reset, NOW)
    logins = await connection.fetch(
        "select id from logins where member_id = $1", erased
    )
    await remove_logins(connection, [login["id"] for login in logins])
    await Members(connection).set_disabled(disabled, NOW)

    states, now_enrolled, now_enabled = await roster.counted()
    assert states == {
        **before,
        TwoStep.enrolled: before[TwoStep.enrolled] - 2,
        TwoStep.not_set_up: before[TwoStep.not_set_up] + 2,
    }
    assert (now_enrolled, now_enabled) == (enrolled - 3, enabled - 1)


async def test_a_change_that_was_rolled_back_is_not_counted(roster: Roster) -> None:
    before = await roster.counted()
    transaction = roster.connection.transaction()

    await transaction.start()
    for member_id in roster.states:
        await Devices(roster.connection).retire_active(
            member_id, DeviceStatus.reset, NOW + timedelta(minutes=1)
        )
    await transaction.rollback()

    assert await roster.counted() == before
