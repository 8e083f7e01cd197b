"""The health of a process's background loops, for readiness and Prometheus."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from temporalio.common import MetricMeter

from doorstep.clock import Clock, system_clock

_WORTH_TELLING = 3
"""Failures in a row that count as unhealthy: one may be a failover of the database."""
_LONGEST_ROUND = timedelta(minutes=30)
"""The longest that a round takes: linking what an outage of days has left."""


@dataclass(frozen=True)
class _Trouble:
    since: datetime
    times: int
    fault: str


class LoopHealth:
    """Counts failures in a row by the loop's name."""

    def __init__(
        self, clock: Clock = system_clock, meter: MetricMeter = MetricMeter.noop
    ) -> None:
        self._clock = clock
        self._troubles: dict[str, _Trouble] = {}
        self._rounds: dict[str, datetime] = {}
        self._failures = meter.create_counter(
            "doorstep_loop_failures", "Rounds of a loop that failed, by loop."
        )
        self._succeeded = meter.create_counter(
            "doorstep_loop_rounds", "Rounds of a loop that succeeded, by loop."
        )
        self._in_a_row = meter.create_gauge(
            "doorstep_loop_failed_in_a_row", "Failures since a loop last succeeded."
        )

    def began(self, loop: str) -> None:
        self._rounds[loop] = self._clock()
        self._succeeded.add(0, {"loop": loop})  # one that hangs from the start is seen

    def succeeded(self, loop: str) -> None:
        self._rounds.pop(loop, None)
        self._troubles.pop(loop, None)
        self._succeeded.add(1, {"loop": loop})
        self._in_a_row.set(0, {"loop": loop})

    def failed(self, loop: str, fault: str) -> int:
        """Returns how often it has failed in a row."""
        self._rounds.pop(loop, None)
        before = self._troubles.get(loop)
        since = before.since if before else self._clock()
        times = before.times + 1 if before else 1
        self._troubles[loop] = _Trouble(since, times, fault)
        self._failures.add(1, {"loop": loop})
        self._in_a_row.set(times, {"loop": loop})
        return times

    def missing(self) -> str | None:
        """What fails or hangs, for the operator; None if nothing does."""
        failing = (
            f"the {loop}, which has failed {trouble.times} times since "
            f"{trouble.since.isoformat(timespec='seconds')}: {trouble.fault}"
            for loop, trouble in sorted(self._troubles.items())
            if trouble.times >= _WORTH_TELLING
        )
        now = self._clock()
        hanging = (
            f"the {loop}, which has not ended its round since "
            f"{since.isoformat(timespec='seconds')}"
            for loop, since in sorted(self._rounds.items())
            if now - since > _LONGEST_ROUND
        )
        return "; ".join([*failing, *hanging]) or None
