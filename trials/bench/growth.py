"""Equal rounds of logins: a process that keeps growing shows in the third."""

import asyncio
from collections.abc import Iterator

from trials.bench.measuring import run
from trials.bench.parts import SETTLES_SECONDS, proportional_memory
from trials.bench.sides import BuildSide

ROUNDS = 3
_AT_ONCE = 16
_PEOPLE = 1000
"""As many as can sign in within the 30 s of a code, and more."""


async def growth(side: BuildSide, logins: int) -> dict[str, dict[str, float]]:
    """The memory by part after each round of so many logins, in MiB."""
    await side.people.grow(_PEOPLE)
    memory = {}
    for number in range(1, ROUNDS + 1):
        for count in _portions(logins, len(side.people.enrolled)):
            people = await side.people.take(count)
            await run(people, side.journeys.log_in, _AT_ONCE)
        await asyncio.sleep(SETTLES_SECONDS)
        memory[f"after {number * logins:,} logins"] = proportional_memory(
            side.stack.folder
        )
    return memory


def _portions(total: int, at_most: int) -> Iterator[int]:
    while total > 0:
        yield min(total, at_most)
        total -= at_most
