"""Gauges of running setups: how many are in each stage, and how many for too long."""

from datetime import timedelta

from temporalio.common import MetricMeter

from doorstep.clock import Clock
from doorstep.db.enrollments import Enrollments
from doorstep.db.pool import Pool

_STUCK_AFTER = timedelta(minutes=10)


class EnrollmentGauges:
    """Gauges by stage. Every worker reports the same: aggregate with max, not sum."""

    def __init__(self, pool: Pool, clock: Clock, meter: MetricMeter) -> None:
        self._pool = pool
        self._clock = clock
        self._running = meter.create_gauge(
            "doorstep_setups_running", "Setups that run, by stage."
        )
        self._stuck = meter.create_gauge(
            "doorstep_setups_stuck",
            "Of them those in it for 10 minutes, by stage.",
        )

    async def measure(self) -> None:
        at = self._clock()
        async with self._pool.acquire() as connection:
            counts = await Enrollments(connection).count_running(at, at - _STUCK_AFTER)
        for count in counts:
            labels = {"stage": count.stage}
            self._running.set(count.running, labels)
            self._stuck.set(count.stuck, labels)
