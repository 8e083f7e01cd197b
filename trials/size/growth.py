"""How many bytes a login takes: in PostgreSQL by table, rows and their indexes, and in
Temporal's database.
"""

import asyncio
from pathlib import Path
from uuid import uuid4

from doorstep.db.pool import Connection, connected
from doorstep.settings import load
from trials.size.visits import Visitor

_AT_ONCE = 4
_SIZES = """
    select relname, pg_table_size(oid) as rows, pg_indexes_size(oid) as indexes
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
"""


async def bytes_a_login(visitor: Visitor, logins: int) -> dict[str, tuple[float, ...]]:
    """Rows and indexes of each table that has grown, after a vacuum.

    Each login is of another member, with an `Idempotency-Key` for its code.
    """
    url = load(visitor.stack.folder).migration_url
    assert url is not None
    async with connected(url) as owner:
        before = await _sizes(owner)
        turns = iter(range(logins))

        async def one_after_the_other() -> None:
            for _ in turns:
                await visitor.sign_in(key=str(uuid4()))

        await asyncio.gather(*(one_after_the_other() for _ in range(_AT_ONCE)))
        await owner.execute("vacuum")
        after = await _sizes(owner)
    grown = {
        table: tuple(
            (size - earlier) / logins
            for size, earlier in zip(sizes, before[table], strict=True)
        )
        for table, sizes in after.items()
    }
    return {table: sizes for table, sizes in grown.items() if any(sizes)}


def temporal_bytes(folder: Path) -> int:
    """Of the files of the embedded Temporal so far."""
    return sum(file.stat().st_size for file in folder.glob("temporal.db*"))


async def _sizes(owner: Connection) -> dict[str, tuple[int, int]]:
    found = await owner.fetch(_SIZES)
    return {record["relname"]: (record["rows"], record["indexes"]) for record in found}
