"""The table `signing_keys`: the keys of ID tokens and logout tokens.

A key is published before it signs, and stays published after it has been retired, until
the last token that it signed has ended. The row stays for a while after that: a client
may hand in an old ID token when somebody signs out.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from doorstep.db.pool import Connection, rows_in
from doorstep.db.row_mapper import RowMapper
from doorstep.db.sealing import TEXT_KEY, SealedColumn
from doorstep.rules.clients import SigningAlgorithm
from doorstep.rules.jose import Jwk

SEALED_KEYS: Final = SealedColumn("signing_keys", {"id": TEXT_KEY})
_ROTATING = 0x6A776B73
"""The key of the advisory lock for rotating: "jwks"."""
_COLUMNS = """
    id, algorithm, public_jwk, sealed, created_at, signs_from, retired_at,
    published_until
"""


@dataclass(frozen=True)
class SigningKey:
    """`id` is the `kid`; `sealed` the private key, bound to it."""

    id: str
    algorithm: SigningAlgorithm
    public_jwk: Jwk
    sealed: str
    created_at: datetime
    signs_from: datetime
    retired_at: datetime | None = None
    published_until: datetime | None = None

    def signs(self, at: datetime) -> bool:
        retired = self.retired_at is not None and self.retired_at <= at
        return self.signs_from <= at and not retired

    def published(self, at: datetime) -> bool:
        return self.published_until is None or at < self.published_until

    @property
    def withdrawn(self) -> bool:
        """Whether nothing that it signed is to be believed: it may be stolen."""
        return self.retired_at is not None and self.published_until == self.retired_at


_key = RowMapper(SigningKey)


class SigningKeys:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lock(self) -> None:
        """One rotation at a time: until the transaction ends."""
        await self._connection.execute("select pg_advisory_xact_lock($1)", _ROTATING)

    async def all(self) -> list[SigningKey]:
        """The one that signs last first; there are a few."""
        records = await self._connection.fetch(
            f"select {_COLUMNS} from signing_keys order by signs_from desc, id"
        )
        return [_key(record) for record in records]

    async def insert(self, key: SigningKey) -> None:
        await self._connection.execute(
            """
            insert into signing_keys (
                id, algorithm, public_jwk, sealed, created_at, signs_from
            ) values ($1, $2, $3, $4, $5, $6)
            """,
            key.id,
            key.algorithm,
            key.public_jwk,
            key.sealed,
            key.created_at,
            key.signs_from,
        )

    async def retire(
        self, algorithm: SigningAlgorithm, at: datetime, published_until: datetime
    ) -> None:
        """Those that would sign after `at` do not."""
        await self._connection.execute(
            """
            update signing_keys set retired_at = $2, published_until = $3
            where algorithm = $1 and (retired_at is null or retired_at > $2)
            """,
            algorithm,
            at,
            published_until,
        )

    async def withdraw(self, at: datetime) -> None:
        """None of those that there are signs or is published any more."""
        await self._connection.execute(
            """
            update signing_keys set
                retired_at = least(retired_at, $1),
                published_until = least(retired_at, $1)
            """,
            at,
        )

    async def delete_unpublished(self, before: datetime) -> int:
        """Those that have not been published since then; returns how many."""
        status = await self._connection.execute(
            "delete from signing_keys where published_until < $1", before
        )
        return rows_in(status)
