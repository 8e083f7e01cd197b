"""The interface of tables with sealed values, for the rotation of keys."""

from dataclasses import dataclass
from typing import Protocol

from doorstep.db.row_mapper import RowMapper


@dataclass(frozen=True)
class SealedValue:
    """`place` is the id of its row, to which the value is bound."""

    place: str
    sealed: str


sealed_value = RowMapper(SealedValue)


class SealedTable(Protocol):
    """A table of values sealed by keys of the ring; each begins with the key's name."""

    async def count_by_key(self) -> dict[str, int]:
        """How many values each key has sealed."""

    async def lock_sealed_otherwise(
        self, key_name: str, after: str | None, most: int
    ) -> list[SealedValue]:
        """The values that another key has sealed, in the order of their places.

        Locked until the transaction ends; rows that others have locked are skipped.
        """

    async def put(self, values: list[SealedValue]) -> None:
        """Replace the values in their places, which are locked."""
