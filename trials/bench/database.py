"""A PostgreSQL for one measurement."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs
from cli.up.child import launch
from cli.up.cluster import Cluster
from doorstep.db.migrate import migrate


@asynccontextmanager
async def running_cluster() -> AsyncIterator[Cluster]:
    with tempfile.TemporaryDirectory() as folder:
        account = unprivileged_account()
        log = Path(folder) / "postgres.log"
        programs = postgres_programs(account)
        cluster = Cluster(Path(folder) / "postgres", programs, account, log)
        await cluster.prepare()
        process = await launch(cluster.part())
        try:
            await _until_it_answers(cluster)
            yield cluster
        finally:
            process.send_signal(cluster.part().stop_signal)
            await process.wait()
            cluster.close()


async def make_database(cluster: Cluster, name: str) -> str:
    """Creates a migrated database; returns its URL."""
    await cluster.make_database(name)
    await migrate(*cluster.addresses(name).values())
    return cluster.address(name, name)


async def _until_it_answers(cluster: Cluster) -> None:
    async with asyncio.timeout(60):
        while True:
            if await cluster.answers():
                return
            await asyncio.sleep(0.1)
