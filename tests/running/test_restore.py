"""A dump of the database, restored elsewhere as in the docs: flows continue."""

import asyncio
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import pytest

import worker
from api.app import create_app
from chosen_time_limits import LONG_LIMITS
from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs
from cli.up.cluster import OWNER, Cluster
from doorstep.audit.verification import verify
from doorstep.db.migrate import migrate
from doorstep.db.pool import connected
from journey import Journey
from seeding import long_enrolled
from service import Service


@pytest.fixture
async def elsewhere(cluster: Cluster) -> AsyncIterator[str]:
    """The name of an empty database, with a role of its own."""
    name = f"restored_{uuid4().hex}"
    await cluster.make_database(name)
    yield name
    admin = await asyncpg.connect(cluster.address(OWNER, OWNER))
    await admin.execute(f'drop database "{name}" with (force)')
    await admin.execute(f'drop role "{name}"')
    await admin.close()


async def _run(program: str, *words: str) -> None:
    path = postgres_programs(unprivileged_account()) / program
    process = await asyncio.create_subprocess_exec(path, *words, stderr=PIPE)
    output = (await process.communicate())[1].decode()
    assert process.returncode == 0, output


async def test_flows_continue_after_a_restore(
    own_service: Service, cluster: Cluster, elsewhere: str, tmp_path: Path
) -> None:
    service, dump = own_service, str(tmp_path / "doorstep.dump")
    person = await long_enrolled(service)
    await person.submit_code(person.wrong_code())
    await service.stop_worker()
    database = await service.pool.fetchval("select current_database()")
    owner = cluster.address(OWNER, elsewhere)

    await _run("pg_dump", "-Fc", "-f", dump, cluster.address(OWNER, database))
    await _run("pg_restore", "--no-owner", "--no-acl", "-d", owner, dump)
    await migrate(cluster.address(elsewhere, elsewhere), owner)

    url = cluster.address(elsewhere, elsewhere)
    settings = service.settings.model_copy(update={"database_url": url})
    app = create_app(settings, limits=LONG_LIMITS)
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 5000))
    async with (
        worker.running_worker(settings),
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http,
    ):
        signed_in = await _with(http, person).submit_code(person.code())
    async with connected(url) as connection:
        report = await verify(connection)

    assert signed_in.json()["stage"] == "signed_in"
    assert report.sound


def _with(http: httpx.AsyncClient, person: Journey) -> Journey:
    """The same person, with another API."""
    return replace(person, service=replace(person.service, http=http))
