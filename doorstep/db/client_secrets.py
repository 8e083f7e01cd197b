"""The table `client_secrets`: digests of clients' secrets, sealed with the key ring.

A secret has 256 random bits, so one SHA-256 of it is enough (no dictionary has it).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from doorstep.db.pool import Connection, rows_in
from doorstep.db.row_mapper import RowMapper
from doorstep.db.sealing import UUID_KEY, SealedColumn

SEALED_CLIENT_SECRETS: Final = SealedColumn("client_secrets", {"id": UUID_KEY})


@dataclass(frozen=True)
class ClientSecret:
    """`sealed` is the SHA-256 of the secret under the ring, bound to `id`."""

    id: UUID
    client_id: str
    sealed: str
    created_at: datetime


secret_of = RowMapper(ClientSecret)


class ClientSecrets:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, *client_ids: str) -> list[ClientSecret]:
        """Those of these clients, oldest first."""
        records = await self._connection.fetch(
            """
            select id, client_id, sealed, created_at from client_secrets
            where client_id = any($1) order by id
            """,
            client_ids,
        )
        return [secret_of(record) for record in records]

    async def insert(self, secret: ClientSecret) -> None:
        await self._connection.execute(
            """
            insert into client_secrets (id, client_id, sealed, created_at)
            values ($1, $2, $3, $4)
            """,
            secret.id,
            secret.client_id,
            secret.sealed,
            secret.created_at,
        )

    async def delete(self, client_id: str, secret_id: UUID) -> bool:
        """False if the client has no such secret."""
        status = await self._connection.execute(
            "delete from client_secrets where client_id = $1 and id = $2",
            client_id,
            secret_id,
        )
        return bool(rows_in(status))

    async def delete_all(self, client_id: str) -> None:
        await self._connection.execute(
            "delete from client_secrets where client_id = $1", client_id
        )
