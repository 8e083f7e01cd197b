"""The figures as rows of Markdown, for a terminal and for docs/performance.md."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from trials.bench.histories import History
from trials.bench.measuring import Round
from trials.bench.parts import OWN, PARTS
from trials.bench.sides import Operation

Figures: TypeAlias = dict[tuple[Operation, int], dict[str, list[Round]]]
"""For each operation and number at once, the rounds of each side."""
Figure: TypeAlias = Callable[[Round], float]


def own_cpu(round_: Round) -> float:
    """Milliseconds per operation of API and worker."""
    return sum(round_.cpu.get(part, 0) for part in OWN)


def all_cpu(round_: Round) -> float:
    return sum(round_.cpu.values())


def figures_table(figures: Figures) -> Iterator[str]:
    """Medians of the rounds, and of rates their range."""
    yield from head(
        *("operation", "callers", "build", "per second", "p50 ms", "p99 ms"),
        *(f"{part} ms" for part in PARTS),
        *("all ms", "refused"),
    )
    for (operation, at_once), sides in figures.items():
        for side, rounds in sides.items():
            yield row(
                operation,
                str(at_once),
                side,
                _with_range([each.rate for each in rounds]),
                f"{median(rounds, lambda each: each.p50):.1f}",
                f"{median(rounds, lambda each: each.p99):.1f}",
                *(_part(rounds, part) for part in PARTS),
                f"{median(rounds, all_cpu):.1f}",
                str(sum(each.refused.total() for each in rounds)),
            )


def memory_table(memory: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """MiB of PSS by part, of whatever a row is called."""
    yield from head("PSS, MiB", *PARTS, "all")
    for name, parts in memory.items():
        cells = [parts.get(part, 0) for part in PARTS]
        yield row(name, *(f"{mib:.0f}" for mib in (*cells, sum(cells))))


def histories_table(histories: Mapping[str, Sequence[History]]) -> Iterator[str]:
    """The flows of each operation, by build."""
    yield from head("operation", "build", "flow", "events", "workflow tasks", "bytes")
    for build, found in histories.items():
        for each in found:
            counts = (each.events, each.tasks, each.size)
            yield row(each.operation, build, each.flow, *map(str, counts))


def median(rounds: Sequence[Round], figure: Figure) -> float:
    return statistics.median(figure(each) for each in rounds)


def head(*names: str) -> Iterator[str]:
    yield row(*names)
    yield row(*("---" for _ in names))


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _part(rounds: Sequence[Round], part: str) -> str:
    if part not in rounds[0].cpu:
        return ""
    return f"{median(rounds, lambda each: each.cpu[part]):.1f}"


def _with_range(values: Sequence[float]) -> str:
    middle = statistics.median(values)
    return f"**{middle:.1f}** ({min(values):.1f} to {max(values):.1f})"
