"""Counts what is sent to PostgreSQL: round trips and commits."""

import sys
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial

import pytest
from asyncpg.connection import LoggedQuery

from doorstep.db import pool
from doorstep.db.pool import Connection
from doorstep.process import repeating

_WRITES = ("insert", "update", "delete", "with")


@dataclass
class Statements:
    """Every statement of the process, in order; a lone write commits by itself."""

    texts: list[str] = field(default_factory=list)
    commits: int = 0
    _open: set[int] = field(default_factory=set)

    def reset(self) -> None:
        self.texts.clear()
        self.commits = 0

    @property
    def trips(self) -> int:
        return len(self.texts)

    def note(self, connection: int, logged: LoggedQuery) -> None:
        text = " ".join(logged.query.lower().split())
        self.texts.append(text)
        if text.startswith("begin"):
            self._open.add(connection)
        elif text.startswith(("commit", "rollback")):
            self._open.discard(connection)
            self.commits += text.startswith("commit")
        elif connection not in self._open and text.startswith(_WRITES):
            self.commits += 1


@contextmanager
def counting_statements() -> Iterator[Statements]:
    """Of pools opened while the context is open; background loops are off."""
    statements, prepare = Statements(), pool._prepare

    async def prepare_and_count(connection: Connection) -> None:
        await prepare(connection)
        connection.add_query_logger(partial(statements.note, id(connection)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "_prepare", prepare_and_count)
        _stop_loops(patch)
        yield statements


def _stop_loops(patch: pytest.MonkeyPatch) -> None:
    loop = repeating.repeating
    for module in list(sys.modules.values()):
        if getattr(module, "repeating", None) is loop:
            patch.setattr(module, "repeating", _never)


def _never(*_: object, **__: object) -> AbstractAsyncContextManager[None]:
    return nullcontext()
