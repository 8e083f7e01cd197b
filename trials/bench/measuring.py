"""Running many of one thing, some at once, and what it took."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """One flow: seconds it took in all, and those of its step that a person awaits."""

    whole: float
    step: float


@dataclass(frozen=True)
class Round:
    """Flows of one kind, `at_once` of them at any time, and the seconds they took."""

    at_once: int
    took: float
    samples: Sequence[Sample]

    @property
    def rate(self) -> float:
        """Flows per second."""
        return len(self.samples) / self.took

    @property
    def wholes(self) -> list[float]:
        return [sample.whole for sample in self.samples]

    @property
    def steps(self) -> list[float]:
        return [sample.step for sample in self.samples]


async def measure(
    run: Callable[[int], Awaitable[Sample]], *, flows: int, at_once: int
) -> Round:
    """Run flows 0 … n-1, `at_once` of them at any time."""
    numbers = iter(range(flows))
    samples: list[Sample] = []

    async def one_after_the_other() -> None:
        samples.extend([await run(number) for number in numbers])

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(one_after_the_other())
    return Round(at_once, time.perf_counter() - began, samples)


def together(rounds: Sequence[Round]) -> Round:
    """Several rounds as one."""
    samples = [sample for each in rounds for sample in each.samples]
    return Round(rounds[0].at_once, sum(each.took for each in rounds), samples)


def p50(seconds: Sequence[float]) -> float:
    return statistics.median(seconds)


def p99(seconds: Sequence[float]) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * 0.99))]
