"""`make bench-import`: how fast `doorstep member import` creates members, and how fast
it finds that a file says nothing new.

Each file goes into a database of its own, and the ratios of the largest to the smallest
say more than the figures: neither speed nor memory may depend on the length of a file.
"""

import asyncio
import csv
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen

import psutil
from argon2 import PasswordHasher

from cli.up.cluster import Cluster
from doorstep.db.pool import open_pool
from doorstep.rules.seal import new_entry
from trials.bench.database import make_database, running_cluster
from trials.bench.members import PASSWORD, make_account
from trials.bench.stack import THIS_BUILD

SIZES = (20_000, 100_000)
TARGET = 2000
"""Lines a second with the hashes given."""
_SYLLABLES = (
    *("an", "bel", "cor", "dan", "el", "fie", "gro", "ham", "il", "jo"),
    *("ka", "lin", "mer", "no", "ol", "pe", "ri", "sa", "tu", "vo"),
)


@dataclass(frozen=True)
class Run:
    lines: int
    seconds: float
    own: float
    """Seconds of processor time of the command, and of PostgreSQL."""
    server: float
    mib: float

    @property
    def speed(self) -> float:
        return self.lines / self.seconds

    def __str__(self) -> str:
        return (
            f"{self.speed:,.0f} lines a second, {self.seconds:.1f} s (processor: "
            f"command {self.own:.1f} s, PostgreSQL {self.server:.1f} s), "
            f"{self.mib:.0f} MiB"
        )


async def main(sizes: tuple[int, ...]) -> None:
    created = []
    async with running_cluster() as cluster:
        for lines in sizes:
            new, same = await _measure(cluster, lines)
            print(f"{lines:>9,} new:  {new}\n{'':>10}same: {same}", flush=True)
            created.append(new)
    first, last = created[0], created[-1]
    print(f"target: {TARGET:,} new lines a second; reached {last.speed / TARGET:.0%}")
    print(f"largest to smallest: speed {last.speed / first.speed:.2f}, ", end="")
    print(f"memory {last.mib / first.mib:.2f}")


async def _measure(cluster: Cluster, lines: int) -> tuple[Run, Run]:
    """The file, and the same file again."""
    url = await make_database(cluster, f"import_{lines}")
    async with await open_pool(url) as pool:
        account_id = await make_account(pool)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.csv"
        with file.open("w", newline="") as stream:
            csv.writer(stream).writerows(_rows(lines))
        command = [str(THIS_BUILD), "member", "import", str(file)]
        command += ["--account", str(account_id)]
        environment = {
            "PATH": os.environ["PATH"],
            "DOORSTEP_DATABASE_URL": url,
            "DOORSTEP_KEYS": new_entry("bench"),
        }
        importing = (cluster, command, environment, lines)
        new = await asyncio.to_thread(_ran, *importing)
        return new, await asyncio.to_thread(_ran, *importing)


def _rows(lines: int) -> Iterator[tuple[str, ...]]:
    """People with names of their own, at addresses of a thousand domains."""
    chosen = random.Random(lines)  # noqa: S311  the same file each time
    of_all = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    yield "email", "name", "password_hash"
    for number in range(lines):
        given, family = ("".join(chosen.choices(_SYLLABLES, k=3)) for _ in range(2))
        domain = f"{_SYLLABLES[number % 20]}{number % 1000}.test"
        name = f"{given.title()} {family.title()}"
        yield f"{given}.{family}{number}@{domain}", name, of_all


def _ran(
    cluster: Cluster, command: list[str], environment: dict[str, str], lines: int
) -> Run:
    before, began = _server_seconds(cluster), time.perf_counter()
    process = Popen(command, env=environment, stdout=DEVNULL, stderr=DEVNULL, cwd="/")
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    own, server = used.ru_utime + used.ru_stime, _server_seconds(cluster) - before
    return Run(lines, seconds, own, server, used.ru_maxrss / 2**10)


def _server_seconds(cluster: Cluster) -> float:
    """Processor time of all processes of the cluster, those that ended among them."""
    first_line, _, _ = (cluster.folder / "postmaster.pid").read_text().partition("\n")
    postmaster = psutil.Process(int(first_line))
    times = postmaster.cpu_times()
    ended = times.children_user + times.children_system
    running = [process.cpu_times() for process in postmaster.children()]
    return float(ended + sum(each.user + each.system for each in running))


if __name__ == "__main__":
    asyncio.run(main(tuple(map(int, sys.argv[1:])) or SIZES))
