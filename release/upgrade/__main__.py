"""`make upgrade-test`: from the release before to this one, and back.

Ends with exit code 1 where somebody got stuck, or something does not add up.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from cli.signals import until_signalled
from release.upgrade.run import upgrade


async def _run(folder: Path) -> list[str]:
    async with upgrade(folder, _say) as both:
        return await both.run()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    wrong = asyncio.run(until_signalled(_run(folder)))
    if wrong is None:
        sys.exit("Stopped: nothing is proven.")
    if wrong:
        sys.exit("\n".join([*wrong, f"The data and logs are in {folder}."]))
    _say("Every history replays, and the audit trail is whole.")


if __name__ == "__main__":
    main()
