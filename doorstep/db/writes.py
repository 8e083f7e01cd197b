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

from asyncpg import SerializationError

from doorstep.db.pool import DATABASE_AWAY, Connection, Pool
from doorstep.errors import RowChanged

_PLACE = re.compile(r"\$(\d+)")
_LOCKS = re.compile(r"\s*select\b")


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
    """Without `with` and `returning`; a `decisive` one has to write a row, or to lock
    one by `select 1 … for`.
    """

    text: str
    arguments: tuple[object, ...]
    decisive: bool = False


async def write_together(connection: Connection, *writes: Write) -> None:
    """Raises RowChanged where a decisive one wrote nothing: none has written then."""
    if not writes:
        return
    text = _together(tuple((each.text, each.decisive) for each in writes))
    if await connection.fetchval(text, *_arguments(writes)) is False:
        raise RowChanged


async def write_at_once(pool: Pool, *writes: Write) -> None:
    """The same without a transaction around it: the statement commits by itself, and
    fails as a whole where a decisive one wrote nothing.

    Decisive ones are done first, in their order: so the first one can lock what all
    depends on.
    """
    parts = tuple((each.text, each.decisive) for each in writes)
    async with pool.acquire() as connection:
        try:
            await connection.execute(_at_once(parts), *_arguments(writes))
        except SerializationError:
            raise RowChanged from None


def _arguments(writes: Sequence[Write]) -> list[object]:
    return [value for each in writes for value in each.arguments]


@lru_cache
def _together(parts: Sequence[tuple[str, bool]]) -> str:
    """One statement, whose arguments are those of all in order."""
    texts, decided = _texts(parts), _decided(parts)
    last = f"select {decided}" if decided else texts.pop()
    return f"{_named(texts)} {last}" if texts else last


@lru_cache
def _at_once(parts: Sequence[tuple[str, bool]]) -> str:
    return f"{_named(_texts(parts))} select decided({_decided(parts)})"


def _texts(parts: Sequence[tuple[str, bool]]) -> list[str]:
    texts, taken = [], 0
    for text, decisive in parts:
        returns = decisive and not _LOCKS.match(text)
        texts.append(_renumbered(text, taken) + " returning 1" * returns)
        taken += max(map(int, _PLACE.findall(text)), default=0)
    return texts


def _decided(parts: Sequence[tuple[str, bool]]) -> str:
    return " and ".join(
        f"exists (select from write_{number})"
        for number, (_, decisive) in enumerate(parts)
        if decisive
    )


def _named(texts: Sequence[str]) -> str:
    named = (f"write_{number} as ({text})" for number, text in enumerate(texts))
    return f"with {', '.join(named)}"


def _renumbered(text: str, taken: int) -> str:
    return _PLACE.sub(lambda place: f"${int(place[1]) + taken}", text)
