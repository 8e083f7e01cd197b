"""The table `sealed_heads`: where a chain begins after older events were purged.

A row that was not sealed with the key ring is detected.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.db.sealing import UUID_KEY, SealedColumn

SEALED_HEADS: Final = SealedColumn("sealed_heads", {"chain": UUID_KEY})
PURGING = 0x707572676564
"""The key of the advisory lock for purging a chain: "purged"."""


@dataclass(frozen=True)
class HeadRow:
    """The link at `position` was the last that was purged; `hash` is 32 bytes.

    Positions count from 1, so `position` events were purged, which stood for `tries`
    wrong tries.
    """

    position: int
    hash: bytes
    tries: int
    sealed: str


_head = RowMapper(HeadRow)


class SealedHeads:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lock(self) -> None:
        """Wait for the lock, held until the transaction ends."""
        await self._connection.execute("select pg_advisory_xact_lock($1)", PURGING)

    async def get(self, chain: UUID) -> HeadRow | None:
        record = await self._connection.fetchrow(
            "select position, hash, tries, sealed from sealed_heads where chain = $1",
            chain,
        )
        return _head(record) if record else None

    async def replace(self, chain: UUID, row: HeadRow) -> None:
        await self._connection.execute(
            """
            insert into sealed_heads (chain, position, hash, tries, sealed)
            values ($1, $2, $3, $4, $5)
            on conflict (chain) do update
                set position = $2, hash = $3, tries = $4, sealed = $5
            """,
            chain,
            row.position,
            row.hash,
            row.tries,
            row.sealed,
        )

    async def purge_unowned(self, upto: int) -> int:
        """Delete events without an account up to this position; returns how many."""
        gone = await self._connection.fetchval("select purge_unowned_events($1)", upto)
        return int(gone)
