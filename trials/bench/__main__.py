"""`make bench`: logins and setups against the floor, on one Temporal server.

The floor and our login take turns, round by round: what else the machine does then
weighs on both, and the ratio of a round says more than either figure.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import httpx

from cli.signals import until_signalled
from doorstep.db.pool import open_pool
from doorstep.rules.seal import KeyRing
from doorstep.settings.processes import WorkerSettings
from trials.bench.driver import Driver
from trials.bench.floor import Floor, connect
from trials.bench.measuring import Round, Sample, measure, together
from trials.bench.members import hashing_seconds, make_account, make_members
from trials.bench.report import compare, history, show
from trials.bench.stack import floor_worker, running_stack

ROUNDS = 7
LOGINS = ((1, 20), (16, 64))
"""How many at once, and how many flows in a round."""
SETUPS = ((1, 20), (16, 96))
WARM_UP = 16

_Run: TypeAlias = Callable[[int], Awaitable[Sample]]


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with running_stack(Path(folder)) as settings:
            await _bench(settings)


async def _bench(settings: WorkerSettings) -> None:
    address = settings.temporal_address
    ring = KeyRing.parse(settings.keys)
    client = await connect(address)
    floor = Floor(client)
    async with (
        floor_worker(address),
        await open_pool(settings.database_url) as pool,
        httpx.AsyncClient(base_url=settings.public_url, timeout=30) as http,
    ):
        account = await make_account(pool)
        driver = Driver(http, client, pool, ring)
        count = WARM_UP + ROUNDS * sum(flows for _, flows in LOGINS)
        members = iter(await make_members(pool, ring, account, "login", count))
        count = WARM_UP + sum(flows for _, flows in SETUPS)
        newcomers = iter(await make_members(pool, ring, account, "setup", count))
        turns = await _turns(floor.run, lambda _: driver.log_in(next(members)))
        histories = {
            "floor": await history(client, floor.last_id),
            "login": await history(client, f"login/{driver.last_login}"),
        }
        set_ups = await _rows(lambda _: driver.set_up(next(newcomers)))
        histories["setup"] = await history(
            client, f"enrollment/{driver.last_enrollment}"
        )
    figures = {
        "floor": [together([floor for floor, _ in pairs]) for pairs in turns],
        "login": [together([login for _, login in pairs]) for pairs in turns],
        "setup": set_ups,
    }
    show(figures, histories)
    for pairs in turns:
        compare(pairs)
    print(f"Answered 503 and retried: {driver.retries} times")
    print(f"One password (argon2id): {1000 * await hashing_seconds():.1f} ms")


async def _turns(floor: _Run, ours: _Run) -> list[list[tuple[Round, Round]]]:
    """For each number at once, the rounds of both."""
    for run in (floor, ours):
        await measure(run, flows=WARM_UP, at_once=4)
    return [
        [
            (
                await measure(floor, flows=flows, at_once=at_once),
                await measure(ours, flows=flows, at_once=at_once),
            )
            for _ in range(ROUNDS)
        ]
        for at_once, flows in LOGINS
    ]


async def _rows(run: _Run) -> list[Round]:
    await measure(run, flows=WARM_UP, at_once=4)
    return [await measure(run, flows=n, at_once=at_once) for at_once, n in SETUPS]


if __name__ == "__main__":
    asyncio.run(until_signalled(main()))
