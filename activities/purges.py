"""Purging, as the schedule asks for it."""

from datetime import timedelta

from temporalio import activity

from doorstep.assignments import Purged, PurgeOrder
from doorstep.db.pool import connected
from doorstep.purge import purge


class Purges:
    """On connections of its own: they may take longer than a person waits."""

    def __init__(self, database_url: str, retention: timedelta) -> None:
        self._database_url = database_url
        self._retention = retention

    @activity.defn(name="purge")
    async def purge(self, order: PurgeOrder) -> Purged:
        """A repeat goes on where a try before it stopped."""
        async with connected(self._database_url) as connection:
            return Purged(rows=await purge(connection, order.at, self._retention))
