"""What administrators and operators do to a member's flows, asked for again or late."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import pytest

from doorstep.db.members import Members
from doorstep.rules.stages import EnrollmentStage, LoginStage
from doorstep.transactions.interventions import Intervention
from journey import Journey
from seeding import member_id_of
from service import MEMBER, Service


@pytest.fixture
async def person(service: Service) -> Journey:
    """Max, in the first step of a setup."""
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.begin_setup()
    return person


@pytest.fixture
async def intervention(person: Journey) -> AsyncIterator[Intervention]:
    service = person.service
    member_id = await member_id_of(service.pool, MEMBER)
    async with service.pool.acquire() as connection, connection.transaction():
        member = await Members(connection).lock(member_id)
        yield Intervention(connection, member, "asked for", service.clock())


async def test_flow_that_has_ended_is_cancelled_no_second_time(
    person: Journey, intervention: Intervention
) -> None:
    setup_id, login_id = UUID(person.enrollment["id"]), UUID(person.login["id"])

    setup = [await intervention.cancel_setup(setup_id) for _ in range(2)]
    login = [await intervention.cancel_login(login_id) for _ in range(2)]
    written = await intervention.connection.fetchval(
        "select count(*) from events where kind = 'authn_flow_cancelled'"
    )

    assert setup == [None, EnrollmentStage.cancelled]
    assert login == [None, LoginStage.cancelled]
    assert written == 2


async def test_erasure_that_is_asked_for_again_is_put_down_once(
    intervention: Intervention,
) -> None:
    at = intervention.at
    disabled = replace(
        intervention, member=replace(intervention.member, disabled_at=at)
    )

    for _ in range(2):
        await disabled.begin_erasure()

    connection = intervention.connection
    assert await connection.fetchval("select count(*) from erasures") == 1
    disabling = "select count(*) from events where kind = 'user_disabled'"
    assert await connection.fetchval(disabling) == 0
