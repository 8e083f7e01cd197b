"""Gauges of the backlog of a worker's background loops."""

from temporalio.common import MetricMeter

from doorstep.clock import Clock
from doorstep.db.event_links import EventLinks
from doorstep.db.login_starts import LoginStarts
from doorstep.db.pool import Pool

_COUNTED = 100_000
"""The largest value, so that the gauge costs the same with a large backlog."""


class BacklogGauges:
    """Every worker reports the same values: aggregate with max, not sum."""

    def __init__(self, pool: Pool, clock: Clock, meter: MetricMeter) -> None:
        self._pool = pool
        self._clock = clock
        self._waiting = meter.create_gauge(
            "doorstep_events_waiting",
            "Audit events that wait for their link; 100000 stands for as many or more.",
        )
        self._longest = meter.create_gauge_float(
            "doorstep_events_longest_wait_seconds",
            "For how long the oldest of them has waited.",
        )
        self._starts = meter.create_gauge(
            "doorstep_logins_waiting_for_start",
            "Logins by single sign-on whose workflow is still to be started.",
        )
        self._longest_start = meter.create_gauge_float(
            "doorstep_logins_longest_wait_for_start_seconds",
            "For how long the oldest of them has waited.",
        )

    async def measure(self) -> None:
        async with self._pool.acquire() as connection:
            links = EventLinks(connection)
            waiting = await links.count_waiting(_COUNTED)
            longest = await links.longest_wait()
            starts = LoginStarts(connection)
            logins = await starts.count(_COUNTED)
            oldest = await starts.oldest()
        self._waiting.set(waiting)
        self._longest.set(longest.total_seconds())
        self._starts.set(logins)
        at = self._clock()
        self._longest_start.set((at - (oldest or at)).total_seconds())
