"""Purging, as the schedule asks for it."""

from temporalio import activity

from doorstep.assignments import Purged, PurgeOrder
from doorstep.db.pool import connected
from doorstep.purge import Retention, purge
from doorstep.seal import KeyRing


class Purges:
    """On connections of its own: they may take longer than a person waits."""

    def __init__(self, database_url: str, ring: KeyRing, retention: Retention) -> None:
        self._database_url = database_url
        self._ring = ring
        self._retention = retention

    @activity.defn(name="purge")
    async def purge(self, order: PurgeOrder) -> Purged:
        """A repeat goes on where a try before it stopped."""
        async with connected(self._database_url) as connection:
            counts = await purge(connection, order.at, self._retention, self._ring)
        return Purged(rows=counts)
