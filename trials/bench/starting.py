"""`make bench-start`: how soon API and worker are ready, and what they hold when idle.

This build and that of BASE take turns: whoever starts reads files that are cached, and
whatever else the machine does weighs on both. Nothing of the other build runs
meanwhile: memory that processes share is counted in parts.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psutil
from temporalio.testing import WorkflowEnvironment

from cli.up.binaries import program
from cli.up.temporal import LEAN
from doorstep.messages.search_attributes import SEARCH_ATTRIBUTES
from doorstep.rules.seal import new_entry
from trials.bench.build import commit_name, worktree
from trials.bench.database import make_database, running_cluster
from trials.bench.http_client import HttpClient
from trials.bench.parts import OWN, SETTLES_SECONDS
from trials.bench.report import head, row
from trials.bench.stack import THIS_BUILD
from trials.ports import free_port

OURS = "this build"
_LOOKED_EACH = 0.02
_READY_WITHIN = 60.0
START_TARGET, MEMORY_TARGET = 0.6, 0.8
"""Of what BASE takes."""


@dataclass(frozen=True)
class Start:
    """One process: seconds to ready, by the clock and of a processor, and its MiB."""

    took: float
    cpu: float
    mib: float


async def main(base: str, rounds: int) -> None:
    async with AsyncExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        checkout = worktree(base, folder / "checkout")
        theirs = await running.enter_async_context(checkout)
        programs = {await commit_name(base): theirs, OURS: THIS_BUILD}
        for build in programs.values():
            await _compile(build)
        servers = await running.enter_async_context(_servers())
        rounds_of = await _rounds(programs, servers, rounds)
    print("\n".join(_report(rounds_of)))


async def _compile(build: Path) -> None:
    """To bytecode, as an installed wheel is: none compiles its source at a start."""
    python, folder = build.with_name("python"), build.parents[2]
    sources = ("activities", "api", "cli", "doorstep", "workflows", "worker.py")
    compiling = await asyncio.create_subprocess_exec(
        python, "-m", "compileall", "-q", *sources, cwd=folder
    )
    await compiling.wait()


async def _rounds(
    programs: dict[str, Path], servers: dict[str, str], rounds: int
) -> dict[str, list[dict[str, Start]]]:
    """The first of each build only fills caches. Who begins changes with each round."""
    order = list(programs.items())
    taken: dict[str, list[dict[str, Start]]] = {name: [] for name in programs}
    for number in range(rounds + 1):
        for name, build in order:
            starts = await _both(build, servers)
            if number:
                taken[name].append(starts)
        order.reverse()
        print(f"{number} of {rounds} rounds", file=sys.stderr, flush=True)
    return taken


async def _both(build: Path, servers: dict[str, str]) -> dict[str, Start]:
    """A worker, then an API, and what both hold a moment later."""
    settings = {**servers, "DOORSTEP_TASK_QUEUE": f"start-{uuid4()}"}
    processes = []
    try:
        starts = {}
        for part in reversed(OWN):
            process, took, cpu = await _started(build, part, settings)
            processes.append(process)
            starts[part] = (process, took, cpu)
        await asyncio.sleep(SETTLES_SECONDS)
        return {
            part: Start(took, cpu, process.memory_full_info().pss / 2**20)
            for part, (process, took, cpu) in starts.items()
        }
    finally:
        for process in processes:
            process.terminate()
        psutil.wait_procs(processes)


async def _started(
    build: Path, part: str, settings: dict[str, str]
) -> tuple[psutil.Popen, float, float]:
    """The process once `/readyz` says so, with the seconds that it took."""
    port, began = free_port(), time.perf_counter()
    own = {
        "DOORSTEP_INTERNAL_PORT": str(port),
        "DOORSTEP_API_PORT": str(free_port()),
    }
    process = psutil.Popen(
        [build, part], env={**os.environ, **settings, **own}, cwd="/"
    )
    while not await _ready(port):
        if process.poll() is not None or time.perf_counter() - began > _READY_WITHIN:
            process.kill()
            raise SystemExit(f"{part} of {build} did not start")
        await asyncio.sleep(_LOOKED_EACH)
    took, times = time.perf_counter() - began, process.cpu_times()
    return process, took, times.user + times.system


async def _ready(port: int) -> bool:
    http = HttpClient(port)
    try:
        return (await http.send("GET", "/readyz", {})).good
    except (OSError, EOFError):
        return False
    finally:
        http.close()


@asynccontextmanager
async def _servers() -> AsyncIterator[dict[str, str]]:
    """PostgreSQL and Temporal, as settings of the processes that are started."""
    async with (
        running_cluster() as cluster,
        await WorkflowEnvironment.start_local(
            port=free_port(),
            dev_server_existing_path=program("temporal"),
            search_attributes=list(SEARCH_ATTRIBUTES),
            dev_server_log_level="error",
            dev_server_extra_args=LEAN,
        ) as temporal,
    ):
        address = temporal.client.service_client.config.target_host
        yield {
            "DOORSTEP_DATABASE_URL": await make_database(cluster, "start"),
            "DOORSTEP_TEMPORAL_ADDRESS": address,
            "DOORSTEP_SMTP_URL": f"smtp://127.0.0.1:{free_port()}",
            "DOORSTEP_KEYS": new_entry("start"),
            "DOORSTEP_LOG_LEVEL": "WARNING",
        }


def _report(taken: dict[str, list[dict[str, Start]]]) -> Iterable[str]:
    """Medians of the rounds, and the ratios of this build to the other."""
    figures: dict[str, Callable[[Start], float]] = {
        "ready, s": lambda start: start.took,
        "processor, s": lambda start: start.cpu,
        "idle PSS, MiB": lambda start: start.mib,
    }
    yield from head("part", "figure", *taken, "ratio")
    for part in OWN:
        for name, figure in figures.items():
            yield _row(part, name, _medians(taken, [part], figure))
    memory = _medians(taken, OWN, figures["idle PSS, MiB"])
    yield _row("both", "idle PSS, MiB", memory)
    yield f"\nTargets: start {START_TARGET}, memory of both {MEMORY_TARGET}"


def _medians(
    taken: dict[str, list[dict[str, Start]]],
    parts: Iterable[str],
    figure: Callable[[Start], float],
) -> list[float]:
    return [
        statistics.median(sum(figure(each[part]) for part in parts) for each in rounds)
        for rounds in taken.values()
    ]


def _row(part: str, name: str, medians: list[float]) -> str:
    base, ours = medians
    return row(part, name, *(f"{each:.2f}" for each in medians), f"{ours / base:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="the commit to compare with")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    asyncio.run(main(options.base, options.rounds))
