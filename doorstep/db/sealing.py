"""Values that are sealed by keys of the ring, for the rotation of keys.

Each begins with the name of its key, and is bound to its place: the primary key of its
row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper


@dataclass(frozen=True)
class KeyColumn:
    """How a place says the value of a column of the primary key."""

    written: str
    read: str


UUID_KEY: Final = KeyColumn("{}::text", "{}::uuid")
TEXT_KEY: Final = KeyColumn("{}", "{}")
BYTES_KEY: Final = KeyColumn("encode({}, 'hex')", "decode({}, 'hex')")


@dataclass(frozen=True)
class SealedColumn:
    """Where a table keeps them, and the columns of its primary key in their order."""

    table: str
    keys: Mapping[str, KeyColumn]
    name: str = "sealed"

    @property
    def place(self) -> str:
        """The expression of a row's place, its columns parted by slashes."""
        parts = [key.written.format(column) for column, key in self.keys.items()]
        return " || '/' || ".join(parts)

    @property
    def key(self) -> str:
        return f"({', '.join(f'{self.table}.{column}' for column in self.keys)})"

    def read(self, place: str) -> str:
        """The primary key that a place says."""
        parts = [
            key.read.format(f"split_part({place}, '/', {number})")
            for number, key in enumerate(self.keys.values(), 1)
        ]
        return f"({', '.join(parts)})"


@dataclass(frozen=True)
class SealedValue:
    """`place` is where its row is."""

    place: str
    sealed: str


_value = RowMapper(SealedValue)


class SealedValues:
    """Those of one column."""

    def __init__(self, connection: Connection, column: SealedColumn) -> None:
        self._connection = connection
        self._column = column

    async def count_by_key(self) -> dict[str, int]:
        """How many values each key has sealed."""
        of = self._column
        records = await self._connection.fetch(
            f"""
            select split_part({of.name}, '.', 1) as key_name, count(*) as values
            from {of.table} where {of.name} is not null group by key_name
            """
        )
        return {record["key_name"]: record["values"] for record in records}

    async def lock_sealed_otherwise(
        self, key_name: str, after: str | None, most: int
    ) -> list[SealedValue]:
        """The values that another key has sealed, in the order of their places.

        Locked until the transaction ends; rows that others have locked are skipped.
        """
        of = self._column
        records = await self._connection.fetch(
            f"""
            select {of.place} as place, {of.name} as sealed from {of.table}
            where split_part({of.name}, '.', 1) <> $1
                and ($2::text is null or {of.key} > {of.read("$2")})
            order by {", ".join(of.keys)} limit $3 for update skip locked
            """,
            key_name,
            after,
            most,
        )
        return [_value(record) for record in records]

    async def put(self, values: list[SealedValue]) -> None:
        """Replace the values in their places, which are locked."""
        of = self._column
        await self._connection.execute(
            f"""
            update {of.table} set {of.name} = new.sealed
            from unnest($1::text[], $2::text[]) as new (place, sealed)
            where {of.key} = {of.read("new.place")}
            """,
            [value.place for value in values],
            [value.sealed for value in values],
        )
