"""`make upgrade-test`: from the release before to this one, and back.

Ends with exit code 1 where somebody got stuck, or something does not add up. With
`--fixture` it writes instead what `make test` keeps of the release before.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from cli.signals import until_signalled
from release.upgrade.fixture import write_fixture
from release.upgrade.run import upgrade


async def _run(folder: Path, *, fixture: bool) -> list[str]:
    async with upgrade(folder, _say) as both:
        if fixture:
            await write_fixture(both)
            return []
        return await both.run()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fixture", action="store_true")
    fixture = parser.parse_args().fixture
    folder = Path(tempfile.mkdtemp())
    wrong = asyncio.run(until_signalled(_run(folder, fixture=fixture)))
    if wrong is None:
        sys.exit("Stopped: nothing is proven.")
    if wrong:
        sys.exit("\n".join([*wrong, f"The data and logs are in {folder}."]))
    shutil.rmtree(folder)
    if not fixture:
        _say("Every history replays, and the audit trail is whole.")


if __name__ == "__main__":
    main()
