"""The table `client_assertions`: each `jti` of a client, until its assertion ends."""

from datetime import datetime

from doorstep.db.pool import Connection, rows_in


class ClientAssertions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def use(
        self, client_id: str, jti_hash: bytes, used_for: bytes, expires_at: datetime
    ) -> bool | None:
        """True for a first use; False where the same request used it before; None where
        it was used for another.
        """
        record = await self._connection.fetchrow(
            """
            insert into client_assertions as known
                (client_id, jti_hash, used_for, expires_at)
            values ($1, $2, $3, $4)
            on conflict (client_id, jti_hash)
                do update set expires_at = known.expires_at
            returning xmax = 0 as first, used_for = $3 as same
            """,
            client_id,
            jti_hash,
            used_for,
            expires_at,
        )
        assert record is not None
        if record["first"]:
            return True
        return False if record["same"] else None

    async def delete_expired(self, at: datetime, most: int) -> int:
        status = await self._connection.execute(
            """
            with old as materialized (
                select client_id, jti_hash from client_assertions
                where expires_at <= $1 order by expires_at
                limit $2 for update skip locked
            )
            delete from client_assertions
            where client_id = any(array(select client_id from old))
                and (client_id, jti_hash) in (select client_id, jti_hash from old)
            """,
            at,
            most,
        )
        return rows_in(status)
