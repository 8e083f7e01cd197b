"""The figures as rows of Markdown, for a terminal and for docs/performance.md."""

import statistics
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from trials.bench.measuring import Round
from trials.bench.report import head, median, row
from trials.oauth.operations import Operation

OURS = "Doorstep"
PEER = "oidc-provider"
Figures: TypeAlias = dict[tuple[Operation, int], dict[str, list[Round]]]
"""For each operation and number of callers, the rounds of both sides."""
_LEAST_RATE = 1.0
_MOST_MS = 3.0


def figures_table(figures: Figures) -> Iterator[str]:
    """Medians of the rounds; a ratio has the range of those of two rounds that stood
    beside each other.
    """
    yield from head(
        *("operation", "callers", f"{OURS}, per second", f"{PEER}, per second"),
        *("rate, ratio", f"{OURS}, p50 ms", f"{PEER}, p50 ms", "p50, ratio", "refused"),
    )
    for (operation, at_once), sides in figures.items():
        ours, peer = sides[OURS], sides[PEER]
        yield row(
            *(operation, str(at_once)),
            *(f"{median(side, _rate):.0f}" for side in (ours, peer)),
            _ratio([_rate(a) / _rate(b) for a, b in zip(ours, peer, strict=True)]),
            *(f"{median(side, _p50):.1f}" for side in (ours, peer)),
            _ratio([_p50(a) / _p50(b) for a, b in zip(ours, peer, strict=True)]),
            str(sum(each.refused.total() for each in (*ours, *peer))),
        )


def targets_table(figures: Figures) -> Iterator[str]:
    yield from head("target", "reached", "", "how measured")
    sides = figures[Operation.round_trip, 16]
    rate = median(sides[OURS], _rate) / median(sides[PEER], _rate)
    yield row(
        f"round trip, rate: at least {_LEAST_RATE} times {PEER}'s",
        f"{rate:.2f} times",
        _verdict(rate >= _LEAST_RATE),
        "16 callers",
    )
    p50 = median(figures[Operation.introspect, 1][OURS], _p50)
    yield row(
        f"introspection, p50: at most {_MOST_MS} ms",
        f"{p50:.1f} ms",
        _verdict(p50 <= _MOST_MS),
        "1 caller",
    )


def _rate(round_: Round) -> float:
    return round_.rate


def _p50(round_: Round) -> float:
    return round_.p50


def _ratio(values: Sequence[float]) -> str:
    middle = statistics.median(values)
    return f"**{middle:.2f}** ({min(values):.2f} to {max(values):.2f})"


def _verdict(reached: bool) -> str:
    return "reached" if reached else "**missed**"
