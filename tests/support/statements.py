"""Counts what is sent to PostgreSQL: round trips, commits and connections taken."""

import re
import sys
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import asyncpg
import pytest
from asyncpg.connection import LoggedQuery

from doorstep.db import pool
from doorstep.db.pool import Connection
from doorstep.process import repeating

_WRITES = re.compile(r"(with .*\( ?)?(insert into|update|delete from) ")
_OF_THE_DRIVER = (
    "select current_setting('jit')",
    "select set_config('jit'",
    "with recursive typeinfo_tree",
)
"""Asked by asyncpg once per connection, before the first array of its type."""


class Cost(NamedTuple):
    """What an act costs in PostgreSQL.

    Each statement, `begin` and `commit` is a round trip, each transaction that writes
    a commit; `connections` is how often one was taken from a pool.
    """

    trips: int
    commits: int
    connections: int


@dataclass
class Statements:
    """Every statement of the process, in order; a lone write commits by itself."""

    texts: list[str] = field(default_factory=list)
    commits: int = 0
    connections: int = 0
    _open: set[int] = field(default_factory=set)

    def reset(self) -> None:
        self.texts.clear()
        self.commits = self.connections = 0

    @property
    def cost(self) -> Cost:
        return Cost(len(self.texts), self.commits, self.connections)

    def note(self, connection: int, logged: LoggedQuery) -> None:
        text = " ".join(logged.query.lower().split())
        if text.startswith(_OF_THE_DRIVER):
            return
        self.texts.append(text)
        if text.startswith("begin"):
            self._open.add(connection)
        elif text.startswith(("commit", "rollback")):
            self._open.discard(connection)
            self.commits += text.startswith("commit")
        elif connection not in self._open and _WRITES.match(text):
            self.commits += 1


@contextmanager
def counting_statements() -> Iterator[Statements]:
    """Of pools opened while the context is open; background loops are off."""
    statements, prepare = Statements(), pool._prepare
    create, acquire = asyncpg.create_pool, asyncpg.Pool.acquire
    opened: set[object] = set()  # a shared service of other tests has another one

    async def prepare_and_count(connection: Connection) -> None:
        await prepare(connection)
        connection.add_query_logger(partial(statements.note, id(connection)))

    def create_and_note(*args: Any, **options: Any) -> Any:
        created = create(*args, **options)
        opened.add(created)
        return created

    def acquire_and_count(of: Any, *args: Any, **options: Any) -> Any:
        statements.connections += of in opened
        return acquire(of, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "_prepare", prepare_and_count)
        patch.setattr(asyncpg, "create_pool", create_and_note)
        patch.setattr(asyncpg.Pool, "acquire", acquire_and_count)
        _stop_loops(patch)
        yield statements


def _stop_loops(patch: pytest.MonkeyPatch) -> None:
    loop = repeating.repeating
    for module in list(sys.modules.values()):
        if getattr(module, "repeating", None) is loop:
            patch.setattr(module, "repeating", _never)


def _never(*_: object, **__: object) -> AbstractAsyncContextManager[None]:
    return nullcontext()
