"""The table `answers`: what an Idempotency-Key was answered, sealed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection


@dataclass(frozen=True)
class StoredAnswer:
    fingerprint: bytes
    sealed: str


class Answers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, flow_id: UUID, key_hash: bytes) -> StoredAnswer | None:
        record = await self._connection.fetchrow(
            """
            select fingerprint, sealed from answers
            where flow_id = $1 and key_hash = $2
            """,
            flow_id,
            key_hash,
        )
        return StoredAnswer(**record) if record else None

    async def keep(
        self, flow_id: UUID, key_hash: bytes, answer: StoredAnswer, at: datetime
    ) -> None:
        """The first answer stays."""
        await self._connection.execute(
            """
            insert into answers (flow_id, key_hash, fingerprint, sealed, created_at)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """,
            flow_id,
            key_hash,
            answer.fingerprint,
            answer.sealed,
            at,
        )
