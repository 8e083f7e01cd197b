"""The plans of statements on tables that the planner believes to be large."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any, cast

import asyncpg

from doorstep.db.pool import Connection

_BELIEVED = 1000
"""How many times as large as they are."""
_TABLES = """
    select oid from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'
        and relname <> all(array['accounts', 'schema_migrations', 'member_counts'])
"""


@asynccontextmanager
async def believed_large(owner: asyncpg.Connection) -> AsyncIterator[None]:
    """Statistics of what is there, times a thousand, until the context ends."""
    await owner.execute(
        f"""
        update pg_class set reltuples = reltuples * {_BELIEVED}
        where reltuples > 0 and (
            oid in ({_TABLES})
            or oid in (select indexrelid from pg_index where indrelid in ({_TABLES}))
        )
        """
    )
    try:
        yield
    finally:
        await owner.execute("vacuum analyze")


class Explaining:
    """A connection that has the plans of its statements, custom and generic.

    `whole` maps each statement that reads a whole table to the tables that it reads.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.seen: set[str] = set()
        self.whole: dict[str, set[str]] = {}

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._connection, name)
        if name not in ("execute", "fetch", "fetchrow", "fetchval"):
            return found
        return self._explained(cast("Callable[..., Awaitable[object]]", found))

    def _explained(
        self, run: Callable[..., Awaitable[object]]
    ) -> Callable[..., Awaitable[object]]:
        async def explained(text: str, *given: object) -> object:
            if text not in self.seen:
                self.seen.add(text)
                await self._note(text, given)
            return await run(text, *given)

        return explained

    async def _note(self, text: str, given: tuple[object, ...]) -> None:
        plans = [
            await self._connection.fetchval(f"explain (format json) {text}", *given),
            await self._generic(text),
        ]
        read = {table for plan in plans for table in _read_whole(json.loads(plan))}
        if read:
            self.whole[" ".join(text.split())] = read

    async def _generic(self, text: str) -> str:
        """What asyncpg's prepared statements may get after a few runs."""
        prepared = await self._connection.prepare(text)
        types = [each.name for each in prepared.get_parameters()]
        names = [f"{name[:-2]}[]" if name.endswith("[]") else name for name in types]
        kinds = f"({', '.join(names)})" if names else ""
        nothing = f"({', '.join(['null'] * len(types))})" if types else ""
        await self._connection.execute("set local plan_cache_mode = force_generic_plan")
        await self._connection.execute(f"prepare explained {kinds} as {text}")
        plan = await self._connection.fetchval(
            f"explain (format json) execute explained {nothing}"
        )
        await self._connection.execute("deallocate explained")
        await self._connection.execute("set local plan_cache_mode = auto")
        return str(plan)


def _read_whole(plan: object) -> Iterator[str]:
    """The tables that are read from beginning to end."""
    if isinstance(plan, list):
        for each in plan:
            yield from _read_whole(each)
    elif isinstance(plan, dict):
        if plan.get("Node Type") == "Seq Scan":
            yield str(plan["Relation Name"])
        for each in plan.values():
            yield from _read_whole(each)
