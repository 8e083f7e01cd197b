"""The targets that are ratios of one run, and what of them is reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from trials.bench.measuring import Round
from trials.bench.report import Figure, Figures, all_cpu, head, median, own_cpu, row
from trials.bench.sides import Operation

_Memory: TypeAlias = Mapping[str, Mapping[str, float]]
_MOST_MEMORY = 0.7


class Other(StrEnum):
    """Beside what this build is measured."""

    base = "the other build"
    floor = "the floor"


@dataclass(frozen=True)
class Target:
    operation: Operation
    at_once: int
    words: str
    figure: Figure
    other: Other
    limit: float
    at_least: bool = False
    without_hash: bool = False

    def reached(self, ratio: float) -> bool:
        return ratio >= self.limit if self.at_least else ratio <= self.limit


def _rate(round_: Round) -> float:
    return round_.rate


def _p50(round_: Round) -> float:
    return round_.p50


_CODE, _LOGIN, _SETUP = Operation.second_factor, Operation.log_in, Operation.set_up
TARGETS = (
    Target(_CODE, 16, "own CPU", own_cpu, Other.base, 0.4),
    Target(_CODE, 16, "all CPU", all_cpu, Other.base, 0.6),
    Target(_CODE, 16, "throughput", _rate, Other.base, 1.8, at_least=True),
    Target(_CODE, 1, "p50", _p50, Other.base, 0.6),
    Target(_CODE, 1, "p50", _p50, Other.floor, 1.25),
    Target(_CODE, 16, "p50", _p50, Other.floor, 1.25),
    Target(_CODE, 16, "throughput", _rate, Other.floor, 0.85, at_least=True),
    Target(
        *(_LOGIN, 16, "own CPU without the hash", own_cpu, Other.base, 0.45),
        without_hash=True,
    ),
    Target(_LOGIN, 16, "throughput", _rate, Other.base, 1.4, at_least=True),
    Target(_SETUP, 16, "all CPU", all_cpu, Other.base, 0.45),
    Target(_SETUP, 16, "p50", _p50, Other.base, 0.4),
)


def targets_table(
    figures: Figures, ours: str, others: Mapping[Other, str], hash_ms: float
) -> Iterator[str]:
    """Ratios of medians, with the range of the rounds' own ratios."""
    yield from head("target", "reached", "", "how measured")
    for target in TARGETS:
        if target.other not in others:
            continue
        sides = figures[target.operation, target.at_once]
        mine, its = sides[ours], sides[others[target.other]]
        less = hash_ms if target.without_hash else 0
        each = [
            (target.figure(one) - less) / (target.figure(other) - less)
            for one, other in zip(mine, its, strict=True)
        ]
        ratio = (median(mine, target.figure) - less) / (
            median(its, target.figure) - less
        )
        yield row(
            f"{target.operation}, {target.words}: "
            f"at {'least' if target.at_least else 'most'} {target.limit} times "
            f"{target.other}",
            f"{ratio:.2f} times ({min(each):.2f} to {max(each):.2f})",
            _verdict(target.reached(ratio)),
            f"{target.at_once} caller{'s' * (target.at_once > 1)}",
        )


def memory_target(memory: _Memory, ours: str, base: str) -> Iterator[str]:
    """A further row, for the memory after these operations."""
    ratio = sum(memory[ours].values()) / sum(memory[base].values())
    yield row(
        f"memory after load: at most {_MOST_MEMORY} times {Other.base}",
        f"{ratio:.2f} times",
        _verdict(ratio <= _MOST_MEMORY),
        "PSS of API, worker, Temporal and PostgreSQL",
    )


def _verdict(reached: bool) -> str:
    return "reached" if reached else "**missed**"
