"""The activity of the daily purge."""

from temporalio import activity
from temporalio.common import MetricMeter

from doorstep.audit.purge import Retention, purge
from doorstep.db.pool import connected
from doorstep.messages.activities import Purged, PurgeOrder
from doorstep.rules.seal import KeyRing


class Purges:
    """Uses its own connections: those of the pool have a short statement timeout."""

    def __init__(
        self,
        database_url: str,
        ring: KeyRing,
        retention: Retention,
        meter: MetricMeter = MetricMeter.noop,
    ) -> None:
        self._database_url = database_url
        self._ring = ring
        self._retention = retention
        self._purges = meter.create_counter("doorstep_purges", "Purges, by outcome.")
        for outcome in (
            "done",
            "failed",
        ):  # at 0, so that the first increase is visible
            self._purges.add(0, {"outcome": outcome})

    @activity.defn(name="purge")
    async def purge(self, order: PurgeOrder) -> Purged:
        """A retry continues where the try before it stopped."""
        outcome = "failed"
        try:
            async with connected(self._database_url) as connection:
                counts = await purge(connection, order.at, self._retention, self._ring)
            outcome = "done"
        finally:
            self._purges.add(1, {"outcome": outcome})
        return Purged(rows=counts)
