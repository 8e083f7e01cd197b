"""How many connections there may be: doctor and starts compare it with the pools."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import asyncpg
import pytest
from structlog.testing import capture_logs
from temporalio.testing import WorkflowEnvironment

from changed_settings import changed
from cli.up.cluster import OWNER, Cluster
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.process.readiness import Readiness
from doorstep.settings.processes import WorkerSettings
from doorstep.temporal.client import connect
from journey import Journey
from mail_server import MailServer
from service import running_service


@pytest.fixture
async def role(
    database_url: str, cluster: Cluster
) -> AsyncIterator[asyncpg.Connection]:
    """The owner's connection, which has the role unlimited again in the end."""
    name = urlsplit(database_url).path[1:]
    owner = await asyncpg.connect(cluster.address(OWNER, name))
    yield owner
    await owner.execute(f'alter role "{name}" connection limit -1')
    await owner.close()


async def _limit(owner: asyncpg.Connection, most: int) -> None:
    name = await owner.fetchval("select current_database()")
    await owner.execute(f'alter role "{name}" connection limit {most}')


async def _started(settings: WorkerSettings) -> list[str]:
    """The warnings of a start."""
    client = await connect(settings, lazy=True)
    with capture_logs() as logged:
        await Readiness(settings, client, system_clock).wait(needs_worker=False)
    return [line["event"] for line in logged if line["log_level"] == "warning"]


async def test_room_for_an_api_and_a_worker_is_fine(settings: WorkerSettings) -> None:
    small = changed(settings, database_connections=4)

    found = (await findings_of(small))["connections"]

    assert found.state == "ok"
    assert "an API or a worker opens 6 at most" in found.summary
    assert await _started(small) == []


async def test_too_little_room_is_warned_of_by_doctor_and_at_the_start(
    settings: WorkerSettings, role: asyncpg.Connection
) -> None:
    await _limit(role, 17)

    found = (await findings_of(settings))["connections"]

    assert found.state == "warning"
    assert "room for 17 connections of this role" in found.summary
    assert "max_connections" in found.remedy
    assert await _started(settings) == ["few connections"]


async def test_the_smallest_pool_serves_many_at_once(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    async with running_service(
        database_url, temporal, mail_server, database_connections=4
    ) as service:
        await service.require_two_step()
        emails = [f"person{number}@acme.test" for number in range(8)]
        for email in emails:
            await service.add_member(email)
        people = [Journey(service, email) for email in emails]

        await asyncio.gather(*(_set_up(person) for person in people))

    assert all(person.session_token for person in people)


async def _set_up(person: Journey) -> None:
    await person.start()
    await person.set_up()
    await person.sign_in_after_setup()
