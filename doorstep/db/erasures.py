"""The table `erasures`: members who are being erased.

A row is written when the member is locked out, and goes in the transaction that erases
the member: whatever process dies in between, the sweep of the workers continues.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.actors import Actor
from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.stages import ApplicationId

_COLUMNS = """
    member_id, account_id, actor_id, actor_login_id, reason, asked_at, workflows,
    client_id
"""


@dataclass(frozen=True)
class Erasure:
    """`workflows` are those that ran when it was asked for; all ids of the actor are
    None for an operator. An application, `client_id`, gives no reason.
    """

    member_id: UUID
    account_id: UUID
    actor_id: UUID | None
    actor_login_id: UUID | None
    reason: str | None
    asked_at: datetime
    workflows: list[str]
    client_id: ApplicationId | None = None

    @property
    def by(self) -> Actor:
        return Actor(self.actor_id, self.actor_login_id, client_id=self.client_id)


_erasure = RowMapper(Erasure)


class Erasures:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def insert(self, erasure: Erasure) -> None:
        await self._connection.execute(
            f"""
            insert into erasures ({_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            erasure.member_id,
            erasure.account_id,
            erasure.actor_id,
            erasure.actor_login_id,
            erasure.reason,
            erasure.asked_at,
            erasure.workflows,
            erasure.client_id,
        )

    async def find(self, member_id: UUID) -> Erasure | None:
        record = await self._connection.fetchrow(
            f"select {_COLUMNS} from erasures where member_id = $1", member_id
        )
        return _erasure(record) if record else None

    async def all(self) -> list[Erasure]:
        """Oldest first."""
        records = await self._connection.fetch(
            f"select {_COLUMNS} from erasures order by asked_at, member_id"
        )
        return [_erasure(record) for record in records]

    async def delete(self, member_id: UUID) -> None:
        await self._connection.execute(
            "delete from erasures where member_id = $1", member_id
        )
