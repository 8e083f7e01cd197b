"""`make faults`: many journeys at once, many kills, and the proof that nothing is lost.

Ends with exit code 1 and the evidence where a proof fails.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from cli.signals import until_signalled
from trials.faults.plan import PartKind, make_plan
from trials.faults.report import show
from trials.faults.run import run


def main() -> None:
    asked = _arguments()
    only = PartKind(asked.only) if asked.only else None
    plan = make_plan(asked.seed, journeys=asked.journeys, kills=asked.kills, only=only)
    folder = Path(asked.folder or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    result = asyncio.run(until_signalled(run(plan, folder, callers=asked.callers)))
    if not asked.folder and not (result and result.evidence):
        shutil.rmtree(folder)
    if result is None:
        sys.exit("Stopped: nothing is proven.")
    show(plan, result)
    if result.evidence:
        sys.exit(f"The data and logs of the parts are in {folder}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m trials.faults", description=__doc__
    )
    parser.add_argument("--journeys", type=int, default=100)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--callers", type=int, default=16, help="journeys at once")
    parser.add_argument("--only", choices=list(PartKind), help="kill that part alone")
    parser.add_argument("--folder", help="keep the data and logs of the parts there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
