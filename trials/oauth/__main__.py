"""`make bench-oauth`: the OpenID provider beside npm's `oidc-provider`, in one run.

Both take turns, round by round, and who begins changes: what else the machine does then
weighs on both, and their ratios say more than any figure.
"""

import argparse
import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from cli.signals import until_signalled
from trials.oauth.doorstep_side import doorstep_side
from trials.oauth.operations import Operation, round_of
from trials.oauth.peer_side import peer_side
from trials.oauth.relying_party import RelyingParty
from trials.oauth.report import OURS, PEER, Figures, figures_table, targets_table

_CALLERS = (16, 1)
_WARM_UP = 50


async def main(options: argparse.Namespace) -> None:
    async with AsyncExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        sides = {
            OURS: await running.enter_async_context(doorstep_side(folder / "ours")),
            PEER: await running.enter_async_context(peer_side(folder / "peer")),
        }
        for side in sides.values():
            await side.verify()
        figures = await _figures(sides, options.rounds, options.operations)
    for table in (figures_table(figures), targets_table(figures)):
        print("\n" + "\n".join(table))


async def _figures(
    sides: dict[str, RelyingParty], rounds: int, operations: int
) -> Figures:
    figures: Figures = {}
    order = list(sides)
    for operation in Operation:
        for name in order:
            await round_of(sides[name], operation, 4, min(_WARM_UP, operations))
        for at_once in _CALLERS:
            taken = figures[operation, at_once] = {name: [] for name in sides}
            for _ in range(rounds):
                for name in order:
                    side = sides[name]
                    one = await round_of(side, operation, at_once, operations)
                    taken[name].append(one)
                order.reverse()
            print(f"{operation} at {at_once} is measured", file=sys.stderr, flush=True)
    return figures


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="of each operation")
    parser.add_argument("--operations", type=int, default=400, help="in each round")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(until_signalled(main(_options())))
