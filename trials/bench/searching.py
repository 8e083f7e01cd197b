"""`make bench-search`: how soon members are found, a million in an account beside a
hundred thousand in another.

It asks the database as the list of members does. The other account is one of those that
share their part of the index with the large one, as one in 256 does. Processor time is
printed too, since it does not depend on what else the machine does.
"""

import asyncio
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import quantiles

import asyncpg

from cli.up.cluster import OWNER
from doorstep.clock import system_clock
from doorstep.db.member_search import folded
from doorstep.db.pool import Connection, open_pool
from doorstep.db.roster_filter import RosterFilter
from doorstep.db.rosters import Rosters
from doorstep.rules.people import Role, TwoStep
from trials.bench.database import make_database, running_cluster
from trials.bench.search_seed import ACCOUNT, GROUP, SEED

MEMBERS = 1_000_000
_DATABASE = "search"
_ROUNDS = 40
_PAGE = 51
_FAR = RosterFilter(text="zebra")
_CASES = {
    "one member": RosterFilter(text="xylo"),
    "nobody": RosterFilter(text="www"),
    "a third of all": RosterFilter(text="an"),
    "a letter of nearly all": RosterFilter(text="a"),
    "a letter of one": RosterFilter(text="y"),
    "a letter of nobody": RosterFilter(text="w"),
    "a tenth of all, the last ones": _FAR,
    "as many, all of another account": RosterFilter(text="quagga"),
    "administrators": RosterFilter(role=Role.admin),
    "administrators, the last ones": replace(_FAR, role=Role.admin),
    "a group": RosterFilter(group_id=GROUP),
    "a group, the last ones": replace(_FAR, group_id=GROUP),
    "not set up": RosterFilter(two_step=TwoStep.not_set_up),
    "not set up, the last ones": replace(_FAR, two_step=TwoStep.not_set_up),
    "enrolled, the last ones": replace(_FAR, two_step=TwoStep.enrolled),
    "invited, a third of them": RosterFilter(text="an", two_step=TwoStep.invited),
    "invited, the last ones: nobody": replace(_FAR, two_step=TwoStep.invited),
    "locked": RosterFilter(text="an", two_step=TwoStep.locked),
}


async def main(members: int) -> None:
    async with running_cluster() as cluster:
        url = await make_database(cluster, _DATABASE)
        owner = await asyncpg.connect(cluster.address(OWNER, _DATABASE))
        began = time.perf_counter()
        for statement in SEED:
            await owner.execute(statement.format(members=members))
        await owner.close()
        print(f"{members:,} members: {time.perf_counter() - began:.0f} s of seeding")
        async with await open_pool(url) as pool, pool.acquire() as connection:
            for name, wanted in _CASES.items():
                print(await _measured(connection, name, wanted), flush=True)


async def _measured(connection: Connection, name: str, wanted: RosterFilter) -> str:
    process_id = await connection.fetchval("select pg_backend_pid()")
    schedule = Path(f"/proc/{process_id}/schedstat")

    def processor() -> float:
        """Seconds of this process and of the server's."""
        return time.process_time() + int(schedule.read_text().split()[0]) / 1e9

    took, used = [], []
    for turn in range(_ROUNDS + 1):
        began, before = time.perf_counter(), processor()
        found = await _page(connection, wanted)
        if turn:  # the first one was to warm up
            took.append(time.perf_counter() - began)
            used.append(processor() - before)
    said = f"p95 {_p95(took):.0f} ms, processor {_p95(used):.0f} ms"
    return f"{name:<34} {found:>2} found, {said}"


async def _page(connection: Connection, wanted: RosterFilter) -> int:
    """How many are on the first page of the list."""
    text = await folded(connection, wanted.text) if wanted.text else None
    page = await Rosters(connection).page(
        ACCOUNT, at=system_clock(), limit=_PAGE, wanted=replace(wanted, text=text)
    )
    return len(page)


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1] * 1000


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else MEMBERS))
