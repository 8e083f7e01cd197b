"""Running many of one thing, some at once, and what it took."""

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from trials.bench.journeys import RefusedError

AFTERWARDS_SECONDS = 3.0
"""For what an operation leaves to do, such as a notice's mail: its processor time
counts, and it does not weigh on the next round.
"""
_Item = TypeVar("_Item")


@dataclass
class Round:
    """Operations of one kind, `at_once` of them at any time."""

    at_once: int
    took: float = 0.0
    seconds: list[float] = field(default_factory=list)
    """Of each operation that went well."""
    refused: Counter[str] = field(default_factory=Counter)
    cpu: dict[str, float] = field(default_factory=dict)
    """Milliseconds per operation, by part of the stack."""

    @property
    def rate(self) -> float:
        """Operations per second."""
        return len(self.seconds) / self.took

    @property
    def p50(self) -> float:
        """Milliseconds."""
        return 1000 * statistics.median(self.seconds)

    @property
    def p99(self) -> float:
        """Milliseconds."""
        return 1000 * quantile(self.seconds, 0.99)


async def run(
    items: Sequence[_Item], act: Callable[[_Item], Awaitable[object]], at_once: int
) -> Round:
    """Act once for each; an operation that is refused is not repeated."""
    round_ = Round(at_once)
    waiting: Iterator[_Item] = iter(items)

    async def caller() -> None:
        for item in waiting:
            began = time.perf_counter()
            try:
                await act(item)
            except (RefusedError, OSError, EOFError, TimeoutError) as refusal:
                round_.refused[str(refusal) or type(refusal).__name__] += 1
            else:
                round_.seconds.append(time.perf_counter() - began)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(caller())
    round_.took = time.perf_counter() - began
    return round_


async def measure(
    items: Sequence[_Item],
    act: Callable[[_Item], Awaitable[object]],
    *,
    at_once: int,
    cpu: Callable[[], dict[str, float]],
) -> Round:
    """A round with its processor time; `cpu` returns the seconds so far, by part."""
    before = cpu()
    round_ = await run(items, act, at_once)
    await asyncio.sleep(AFTERWARDS_SECONDS)
    after = cpu()
    done = max(1, len(round_.seconds))
    round_.cpu = {part: 1000 * (after[part] - before[part]) / done for part in before}
    return round_


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
