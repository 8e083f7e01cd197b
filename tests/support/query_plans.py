"""A connection that counts the rows its statements read."""

import json
from dataclasses import dataclass
from typing import Any

from doorstep.db.pool import Connection, Record


@dataclass
class ExplainingConnection:
    """Replaces a connection; `read` counts the rows that scans visited."""

    connection: Connection
    read: int = 0

    async def fetch(self, query: str, *given: object) -> list[Record]:
        """The result is that of a second run, in the same transaction."""
        savepoint = self.connection.transaction()
        await savepoint.start()
        explained = await self.connection.fetchval(
            f"explain (analyze, format json) {query}", *given
        )
        await savepoint.rollback()
        self.read += _read(json.loads(explained)[0]["Plan"])
        return list(await self.connection.fetch(query, *given))

    async def fetchval(self, query: str, *given: object) -> object:
        records = await self.fetch(query, *given)
        return records[0][0] if records else None

    async def execute(self, query: str, *given: object) -> None:
        await self.fetch(query, *given)


def _read(plan: dict[str, Any]) -> int:
    removed = sum(
        plan.get(f"Rows Removed by {why}", 0)
        for why in ("Filter", "Join Filter", "Index Recheck")
    )
    own = plan["Actual Rows"] + removed if "Scan" in plan["Node Type"] else removed
    return int(own * plan["Actual Loops"]) + sum(map(_read, plan.get("Plans", ())))
