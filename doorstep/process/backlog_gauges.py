"""How much waits for a worker's loops, for Prometheus."""

from temporalio.common import MetricMeter

from doorstep.db.event_links import EventLinks
from doorstep.db.pool import Pool

_COUNTED = 100_000
"""No further: the gauge is to cost the same in a backlog."""


class BacklogGauges:
    """Every worker shows the same: take the largest, not the sum."""

    def __init__(self, pool: Pool, meter: MetricMeter) -> None:
        self._pool = pool
        self._waiting = meter.create_gauge(
            "doorstep_events_waiting",
            "Audit events that wait for their link; 100000 stands for as many or more.",
        )
        self._longest = meter.create_gauge_float(
            "doorstep_events_longest_wait_seconds",
            "For how long the oldest of them has waited.",
        )

    async def measure(self) -> None:
        async with self._pool.acquire() as connection:
            links = EventLinks(connection)
            waiting = await links.count_waiting(_COUNTED)
            longest = await links.longest_wait()
        self._waiting.set(waiting)
        self._longest.set(longest.total_seconds())
