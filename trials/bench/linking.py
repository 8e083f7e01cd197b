"""`make bench-linking`: how fast the audit trail is chained, whatever waits.

Each backlog is made by SQL in one database after the other, and its front is linked
in the worker's batches: the ratio of the largest backlog to the smallest says more
than either figure, as the same machine measured both.
"""

import asyncio
import sys
import time

from uuid_utils.compat import uuid7

from cli.up.cluster import Cluster
from doorstep.audit.linking import BATCH, link_batch
from doorstep.clock import system_clock
from doorstep.db.event_links import FRONT
from doorstep.db.pool import Pool, connected, open_pool
from trials.bench.database import make_database, running_cluster

BACKLOGS = (20_000, 300_000, 2_000_000)
_MEASURED = 20_000
_CHUNK = 100_000
_ACCOUNTS = 20
_FILL = """
    insert into events (id, account_id, kind, detail, at, login_id)
    select uuidv7(), ids[1 + number % cardinality(ids)], 'authn_login_success',
        '{"amr": "pwd otp mfa"}', clock_timestamp(), gen_random_uuid()
    from generate_series(1, $2::int) as number, (select $1::uuid[] as ids) as given
"""


async def main(backlogs: tuple[int, ...]) -> None:
    speeds = []
    async with running_cluster() as cluster:
        for backlog in backlogs:
            speeds.append(await _measure(cluster, backlog))
            print(f"{backlog:>9,} waiting: {speeds[-1]:,.0f} links a second")
    print(f"largest to smallest: {speeds[-1] / speeds[0]:.2f}")


async def _measure(cluster: Cluster, backlog: int) -> float:
    """Links a second at the front of the backlog."""
    name = f"backlog_{backlog}"
    database_url = await make_database(cluster, name)
    await _fill(database_url, backlog)
    async with await open_pool(database_url) as pool:
        began = time.perf_counter()
        linked = await _link_front(pool)
        return linked / (time.perf_counter() - began)


async def _fill(database_url: str, backlog: int) -> None:
    async with connected(database_url) as connection:
        accounts = [uuid7() for _ in range(_ACCOUNTS)]
        for account in accounts:
            await connection.execute(
                "insert into accounts (id, name, created_at) values ($1, 'A', now())",
                account,
            )
        for made in range(0, backlog, _CHUNK):
            await connection.execute(_FILL, accounts, min(_CHUNK, backlog - made))


async def _link_front(pool: Pool) -> int:
    linked, upto = 0, FRONT
    while linked < _MEASURED:
        batch = await link_batch(pool, system_clock(), BATCH, after=upto)
        linked += batch.linked
        if batch.upto is None:
            return linked
        upto = batch.upto
    return linked


if __name__ == "__main__":
    asyncio.run(main(tuple(map(int, sys.argv[1:])) or BACKLOGS))
