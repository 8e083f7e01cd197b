"""`make bench`: logins and set-ups against the floor, on one Temporal server."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from bench.floor import Floor, connect
from bench.measuring import Measured, Sample, measure
from bench.ours import Frontend
from bench.people import hashing_seconds, make_account, make_people
from bench.report import compare, history, show
from bench.stack import floor_worker, running_stack
from doorstep.db.pool import open_pool
from doorstep.seal import KeyRing
from doorstep.settings import Settings

LOGINS = ((1, 100), (16, 480))
SETUPS = ((1, 20), (16, 96))
WARM_UP = 16


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with running_stack(Path(folder)) as settings:
            await _bench(settings)


async def _bench(settings: Settings) -> None:
    address = settings.required("temporal_address")
    ring = KeyRing.parse(settings.required("keys"))
    client = await connect(address)
    floor = Floor(client)
    async with (
        floor_worker(address),
        await open_pool(settings.required("database_url")) as pool,
        httpx.AsyncClient(base_url=settings.public_url, timeout=30) as http,
    ):
        account = await make_account(pool)
        frontend = Frontend(http, pool, ring)
        count = WARM_UP + sum(flows for _, flows in LOGINS)
        people = iter(await make_people(pool, ring, account, "login", count))
        count = WARM_UP + sum(flows for _, flows in SETUPS)
        newcomers = iter(await make_people(pool, ring, account, "setup", count))
        figures = {
            "floor": await _rows(floor.run, LOGINS),
            "login": await _rows(lambda _: frontend.log_in(next(people)), LOGINS),
        }
        histories = {
            "floor": await history(client, floor.last_id),
            "login": await history(client, f"login/{frontend.last_login}"),
        }
        figures["set-up"] = await _rows(
            lambda _: frontend.set_up(next(newcomers)), SETUPS
        )
        histories["set-up"] = await history(
            client, f"enrollment/{frontend.last_enrollment}"
        )
    show(figures, histories)
    compare(figures["floor"], figures["login"])
    print(f"One password (argon2id): {1000 * await hashing_seconds():.1f} ms")


async def _rows(
    run: Callable[[int], Awaitable[Sample]], sizes: tuple[tuple[int, int], ...]
) -> list[Measured]:
    await measure(run, flows=WARM_UP, at_once=4)
    return [await measure(run, flows=n, at_once=at_once) for at_once, n in sizes]


if __name__ == "__main__":
    asyncio.run(main())
