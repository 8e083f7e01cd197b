"""What tables with sealed values have in common, for the rotation of keys."""

from dataclasses import dataclass
from typing import Protocol

from doorstep.db.row_mapper import RowMapper


@dataclass(frozen=True)
class SealedValue:
    """`place` is the id of its row and what the value is bound to."""

    place: str
    sealed: str


sealed_value = RowMapper(SealedValue)


class SealedTable(Protocol):
    """Values that any key of the ring may have sealed; `name.…` tells which."""

    async def count_by_key(self) -> dict[str, int]:
        """How many values each key has sealed."""

    async def lock_sealed_otherwise(
        self, key_name: str, after: str | None, most: int
    ) -> list[SealedValue]:
        """In the order of their places those that another key has sealed.

        Locked until the transaction ends; what someone else holds is left out.
        """

    async def put(self, values: list[SealedValue]) -> None:
        """Replace the values in their places, which are locked."""
