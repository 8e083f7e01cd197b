"""What PostgreSQL refuses is told in one sentence, by processes and commands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import asyncpg
import pytest

from changed_settings import changed
from cli.up.cluster import OWNER, Cluster
from command import run_doorstep
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.process.readiness import Readiness
from doorstep.rules.seal import new_entry
from doorstep.settings.processes import WorkerSettings
from doorstep.temporal.client import connect

_COMMANDS = ("account list", "audit verify", "keys list", "migrate")


@asynccontextmanager
async def _limited(url: str, cluster: Cluster) -> AsyncIterator[None]:
    """The role may not connect once more."""
    name = urlsplit(url).path[1:]
    owner = await asyncpg.connect(cluster.address(OWNER, name))
    await owner.execute(f'alter role "{name}" connection limit 0')
    yield
    await owner.execute(f'alter role "{name}" connection limit -1')
    await owner.close()


async def _told(settings: WorkerSettings) -> set[str]:
    """By readiness, doctor and commands; each has to fail without a traceback."""
    readiness = Readiness(settings, await connect(settings, lazy=True), system_clock)
    missing = await readiness.missing()
    found = (await findings_of(settings))["database"]
    assert found.state == "failed"
    told = {str(missing), f"{found.summary} {found.remedy}"}
    for words in _COMMANDS:
        code, output = await run_doorstep(
            *words.split(),
            DOORSTEP_DATABASE_URL=settings.database_url,
            DOORSTEP_KEYS=new_entry("test"),
        )
        assert (code, len(output.splitlines())) == (1, 1), output
        told.add(output)
    return told


async def test_missing_database_is_named(
    settings: WorkerSettings, cluster: Cluster
) -> None:
    url = cluster.address(OWNER, "nowhere")

    told = await _told(changed(settings, database_url=url))

    assert all("there is no such database on this server" in words for words in told)


async def test_unknown_role_is_named(
    settings: WorkerSettings, cluster: Cluster
) -> None:
    url = cluster.address("nobody_here", OWNER)

    told = await _told(changed(settings, database_url=url))

    assert all("does not let this role in" in words for words in told)


async def test_lack_of_connections_is_named_with_the_setting(
    settings: WorkerSettings, empty_url: str, cluster: Cluster
) -> None:
    async with _limited(empty_url, cluster):
        told = await _told(changed(settings, database_url=empty_url))

    assert all("connections that it permits are in use" in words for words in told)
    assert all("DOORSTEP_DATABASE_CONNECTIONS" in words for words in told)


@pytest.mark.parametrize("words", ["account list", "audit verify", "keys list"])
async def test_empty_database_asks_for_a_migration(words: str, empty_url: str) -> None:
    code, output = await run_doorstep(
        *words.split(), DOORSTEP_DATABASE_URL=empty_url, DOORSTEP_KEYS=new_entry("test")
    )

    assert code == 1
    assert "Run `doorstep migrate`" in output
    assert "Traceback" not in output
