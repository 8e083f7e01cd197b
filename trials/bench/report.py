"""The figures as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from temporalio.client import Client

from trials.bench.measuring import Round, p50, p99


@dataclass(frozen=True)
class History:
    """What one flow leaves behind."""

    events: int
    size: int


async def history(client: Client, workflow_id: str) -> History:
    handle = client.get_workflow_handle(workflow_id)
    await handle.result()
    description = await handle.describe()
    info = description.raw_description.workflow_execution_info
    return History(info.history_length, info.history_size_bytes)


def show(figures: dict[str, list[Round]], histories: dict[str, History]) -> None:
    table = Table(title="Flows of one kind, some at once (milliseconds)")
    for column in ("flow", "at once", "per second", "whole p50", "whole p99"):
        table.add_column(column, justify="left" if column == "flow" else "right")
    table.add_column("step p50", justify="right")
    table.add_column("step p99", justify="right")
    for name, rows in figures.items():
        for row in rows:
            table.add_row(name, str(row.at_once), f"{row.rate:.1f}", *_times(row))
    console = Console(width=100)
    console.print(table)
    for name, kept in histories.items():
        console.print(f"{name}: {kept.events} history events, {kept.size} bytes")


def compare(pairs: Sequence[tuple[Round, Round]]) -> None:
    """The floor and ours, round by round; the median of the rounds' ratios counts."""
    steps = [p50(ours.steps) / p50(floor.steps) for floor, ours in pairs]
    rates = [ours.rate / floor.rate for floor, ours in pairs]
    Console(width=100).print(
        f"{pairs[0][0].at_once} at once, median of {len(pairs)} rounds (their range): "
        f"code step p50 {_range(steps)} times the floor's update (aim: at most 1.5), "
        f"throughput {_range(rates)} times the floor's (aim: at least 0.8)"
    )


def _range(ratios: Sequence[float]) -> str:
    return f"{p50(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def _times(row: Round) -> list[str]:
    seconds = (p50(row.wholes), p99(row.wholes), p50(row.steps), p99(row.steps))
    return [f"{1000 * value:.1f}" for value in seconds]
