"""Running many of one thing, some at once, and what it took."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """One flow: how long it took in all, and its step that a person waits for."""

    whole: float
    step: float


@dataclass(frozen=True)
class Measured:
    """Seconds; `rate` is flows per second."""

    at_once: int
    rate: float
    whole_p50: float
    whole_p99: float
    step_p50: float
    step_p99: float


async def measure(
    run: Callable[[int], Awaitable[Sample]], *, flows: int, at_once: int
) -> Measured:
    """Run flows 0 … n-1, `at_once` of them at any time."""
    numbers = iter(range(flows))
    samples: list[Sample] = []

    async def one_after_the_other() -> None:
        samples.extend([await run(number) for number in numbers])

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(one_after_the_other())
    took = time.perf_counter() - began
    whole = [sample.whole for sample in samples]
    step = [sample.step for sample in samples]
    return Measured(
        at_once,
        flows / took,
        statistics.median(whole),
        _p99(whole),
        statistics.median(step),
        _p99(step),
    )


def _p99(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]
