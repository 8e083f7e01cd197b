"""`make bench`: what logins and setups take, and which part takes it.

With BASE, another commit's build takes turns with this one, round by round, and so does
the floor: what else the machine does then weighs on all of them, and their ratios say
more than any figure.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from cli.signals import until_signalled
from trials.bench import report
from trials.bench.build import commit_name, worktree
from trials.bench.growth import growth
from trials.bench.hashing import hashing_milliseconds
from trials.bench.histories import histories
from trials.bench.overload import overload
from trials.bench.parts import SETTLES_SECONDS, proportional_memory
from trials.bench.sides import (
    BuildSide,
    FloorSide,
    Operation,
    Side,
    build_side,
    floor_side,
)
from trials.bench.stack import THIS_BUILD
from trials.bench.targets import Other, memory_target, targets_table

COUNTS = {
    (Operation.set_up, 16): 96,
    (Operation.set_up, 1): 12,
    (Operation.second_factor, 16): 200,
    (Operation.second_factor, 1): 40,
    (Operation.log_in, 16): 200,
    (Operation.log_in, 1): 40,
}
"""How many operations a round has, by the number of callers. Setups come first: those
who set up sign in later.
"""
WARM_UP = 24
OURS = "this build"


async def main(options: argparse.Namespace) -> None:
    async with _builds(options.base) as builds, AsyncExitStack() as running:
        ours = builds[-1]
        floor = await running.enter_async_context(floor_side(ours.stack))
        if options.rounds:
            await _compare(builds, floor, options.rounds)
        if options.logins:
            memory = await growth(ours, options.logins)
            _print("Memory of this build", report.memory_table(memory))
        if options.overload:
            _print("Overload of this build", await overload(ours, options.overload))


async def _compare(builds: Sequence[BuildSide], floor: FloorSide, rounds: int) -> None:
    figures = await _rounds(builds, floor, rounds)
    left = {side.name: await histories(side) for side in builds}
    await asyncio.sleep(SETTLES_SECONDS)
    memory = {side.name: proportional_memory(side.stack.folder) for side in builds}
    _print("Operations", report.figures_table(figures))
    _print("What one of each leaves in Temporal", report.histories_table(left))
    _print("Memory after these", report.memory_table(memory))
    hash_ms = await hashing_milliseconds()
    print(f"\nOne password's hash: {hash_ms:.1f} ms of processor time")
    others = {Other.floor: floor.name}
    rows: list[str] = []
    if builds[0].name != OURS:
        others[Other.base] = builds[0].name
        rows += memory_target(memory, OURS, builds[0].name)
    _print("Targets", [*targets_table(figures, OURS, others, hash_ms), *rows])


async def _rounds(
    builds: Sequence[BuildSide], floor: FloorSide, rounds: int
) -> report.Figures:
    """All take turns; who begins changes with each round."""
    for build in builds:
        for operation in Operation:
            await build.round_of(operation, 4, WARM_UP)
    await floor.round_of(Operation.second_factor, 4, WARM_UP)
    figures: report.Figures = {}
    for (operation, at_once), count in COUNTS.items():
        sides: list[Side] = [*builds]
        if operation is Operation.second_factor:
            sides.append(floor)
        taken = figures[operation, at_once] = {side.name: [] for side in sides}
        for _ in range(rounds):
            for side in sides:
                taken[side.name].append(await side.round_of(operation, at_once, count))
            sides.reverse()
        _say(f"{operation} at {at_once} is measured")
    return figures


@asynccontextmanager
async def _builds(base: str | None) -> AsyncIterator[list[BuildSide]]:
    """This build is the last."""
    async with AsyncExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        programs = {OURS: THIS_BUILD}
        if base:
            checkout = worktree(base, folder / "checkout")
            program = await running.enter_async_context(checkout)
            programs = {await commit_name(base): program} | programs
        builds = []
        for number, (name, program) in enumerate(programs.items()):
            side = build_side(name, program, folder / str(number))
            builds.append(await running.enter_async_context(side))
        yield builds


def _print(title: str, rows: Iterable[str]) -> None:
    print(f"\n{title}\n")
    print("\n".join(rows), flush=True)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", help="another commit, to compare with")
    parser.add_argument("--rounds", type=int, default=5, help="of each operation")
    parser.add_argument("--logins", type=int, default=0, help="in each third of growth")
    parser.add_argument("--overload", type=float, default=0, help="seconds of it")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(until_signalled(main(_options())))
