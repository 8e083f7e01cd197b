"""Fewer round trips of a transaction: its first lock travels with `begin`, and its
writes travel together.

Repositories make the writes, and a transaction sends all in one statement. There none
sees what another writes, so each is of rows of its own.
"""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from doorstep.db.pool import DATABASE_AWAY, Connection, Pool
from doorstep.errors import RowChanged

_PLACE = re.compile(r"\$(\d+)")


class MemberLock:
    """A transaction that has locked a member: everything is judged and changed one at a
    time per member.
    """

    @staticmethod
    @asynccontextmanager
    async def held(pool: Pool, member_id: UUID) -> AsyncIterator[Connection]:
        """What has to be known is read after the lock, so as of then or later."""
        lock = f"select from members where id = '{member_id}' for no key update"
        async with pool.acquire() as connection:
            try:
                await connection.execute(f"begin; {lock}")
                yield connection
            except BaseException:
                with suppress(*DATABASE_AWAY):  # a lost connection has rolled back
                    await connection.execute("rollback;")
                raise
            await connection.execute("commit;")


@dataclass(frozen=True)
class Write:
    """Without `with` and `returning`; a `decisive` one has to write a row."""

    text: str
    arguments: tuple[object, ...]
    decisive: bool = False


async def write_together(connection: Connection, *writes: Write) -> None:
    """Raises RowChanged where a decisive one wrote nothing: none has written then."""
    if not writes:
        return
    text = _together(tuple((each.text, each.decisive) for each in writes))
    arguments = [value for each in writes for value in each.arguments]
    if await connection.fetchval(text, *arguments) is False:
        raise RowChanged


@lru_cache
def _together(parts: Sequence[tuple[str, bool]]) -> str:
    """One statement, whose arguments are those of all in order."""
    texts, taken = [], 0
    for text, decisive in parts:
        texts.append(_renumbered(text, taken) + " returning 1" * decisive)
        taken += max(map(int, _PLACE.findall(text)), default=0)
    decided = [
        f"exists (select from write_{number})"
        for number, (_, decisive) in enumerate(parts)
        if decisive
    ]
    last = f"select {' and '.join(decided)}" if decided else texts.pop()
    named = [f"write_{number} as ({text})" for number, text in enumerate(texts)]
    return f"with {', '.join(named)} {last}" if named else last


def _renumbered(text: str, taken: int) -> str:
    return _PLACE.sub(lambda place: f"${int(place[1]) + taken}", text)
