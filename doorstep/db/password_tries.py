"""The table `password_tries`: tries that are wrong or not yet judged.

A row is reserved before the password is hashed and taken back when it was right, so
that parallel guesses are counted exactly. Everything else is read off the rows: a row
knows the how-manieth wait in a row it brings on its pair of address and client.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection, rows_in


@dataclass(frozen=True)
class Tries:
    """The tries of one kind within the window: how many, and the latest."""

    count: int
    latest: datetime | None


@dataclass(frozen=True)
class PairTry:
    at: datetime
    waits: int


class PasswordTries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lock(self, address_key: bytes, client_address: str) -> None:
        """One reservation at a time per address and per client, in this order."""
        for scope, key in ((1, address_key.hex()), (2, client_address)):
            await self._connection.execute(
                "select pg_advisory_xact_lock($1, hashtext($2))", scope, key
            )

    async def latest_of_pair(
        self, address_key: bytes, client_address: str
    ) -> PairTry | None:
        record = await self._connection.fetchrow(
            """
            select at, waits from password_tries
            where address_key = $1 and client_address = $2 order by at desc, waits desc
            limit 1
            """,
            address_key,
            client_address,
        )
        return PairTry(**record) if record else None

    async def of_pair(
        self, address_key: bytes, client_address: str, since: datetime
    ) -> Tries:
        record = await self._connection.fetchrow(
            """
            select count(*) as count, max(at) as latest from password_tries
            where address_key = $1 and client_address = $2 and at > $3
            """,
            address_key,
            client_address,
            since,
        )
        assert record is not None
        return Tries(**record)

    async def of_address(self, address_key: bytes, since: datetime) -> Tries:
        record = await self._connection.fetchrow(
            """
            select count(*) as count, max(at) as latest from password_tries
            where address_key = $1 and at > $2
            """,
            address_key,
            since,
        )
        assert record is not None
        return Tries(**record)

    async def of_client(self, client_address: str, since: datetime) -> Tries:
        record = await self._connection.fetchrow(
            """
            select count(*) as count, max(at) as latest from password_tries
            where client_address = $1 and at > $2
            """,
            client_address,
            since,
        )
        assert record is not None
        return Tries(**record)

    async def reserve(
        self,
        try_id: UUID,
        address_key: bytes,
        client_address: str,
        at: datetime,
        waits: int,
    ) -> None:
        await self._connection.execute(
            """
            insert into password_tries (id, address_key, client_address, at, waits)
            values ($1, $2, $3, $4, $5)
            """,
            try_id,
            address_key,
            client_address,
            at,
            waits,
        )

    async def give_back(self, try_id: UUID) -> None:
        await self._connection.execute(
            "delete from password_tries where id = $1", try_id
        )

    async def delete_before(self, before: datetime) -> int:
        status = await self._connection.execute(
            "delete from password_tries where at < $1", before
        )
        return rows_in(status)
