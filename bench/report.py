"""The figures as a table."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from temporalio.client import Client

from bench.measuring import Measured


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


def show(figures: dict[str, list[Measured]], histories: dict[str, History]) -> None:
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


def compare(floor: list[Measured], ours: list[Measured]) -> None:
    console = Console(width=100)
    for low, high in zip(floor, ours, strict=True):
        console.print(
            f"{low.at_once} at once: code step p50 {high.step_p50 / low.step_p50:.2f} "
            f"times the floor's update (aim: at most 1.5), throughput "
            f"{high.rate / low.rate:.2f} times the floor's (aim: at least 0.8)"
        )


def _times(row: Measured) -> list[str]:
    seconds = (row.whole_p50, row.whole_p99, row.step_p50, row.step_p99)
    return [f"{1000 * value:.1f}" for value in seconds]
