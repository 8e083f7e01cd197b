"""`doorstep member import`: killed in the midst of a file, and run again."""

import asyncio
from asyncio.subprocess import DEVNULL
from pathlib import Path

from cli.up.binaries import program
from cli.up.child import plain_environment
from client_rows import client_of
from command import run_doorstep
from doorstep.transactions.import_lines import BATCH
from importing import SECRET
from service import MEMBER, Service
from waiting import LOCK_WAITS, in_time, until

LINES = 2 * BATCH + 200
NAMED_MEANWHILE = BATCH + 300
"""A line of the second transaction."""
_ROWS = """
    select
        (select count(*) from members where email like 'p%@import.test') as members,
        (select count(*) from imported_members) as imported,
        (select count(*) from devices where status = 'active') as devices,
        (select count(*) from subjects) as names,
        (select count(*) from events where kind = 'user_created') as events,
        (select count(*) from member_search where words like '%@import.test') as words,
        (select sum(enrolled)::bigint from member_counts) as enrolled
"""


def _people() -> str:
    lines = [
        f"p{number}@import.test,Kim,{SECRET},u-{number}" for number in range(LINES)
    ]
    return "\n".join(["email,name,totp,external_id", *lines])


async def test_import_that_was_killed_is_done_wholly_by_the_next(
    service: Service, tmp_path: Path
) -> None:
    client = (await client_of(service)).id
    file = tmp_path / "people.csv"
    file.write_text(_people())
    words = ("member", "import", str(file), "--account", "Acme", "--client", client)
    settings = {
        "DOORSTEP_DATABASE_URL": service.settings.database_url,
        "DOORSTEP_KEYS": service.settings.keys,
    }
    before = dict(await service.pool.fetchrow(_ROWS) or {})

    async with service.pool.acquire() as connection:
        # Not committed: the import waits for it once it has written most of its rows.
        naming = connection.transaction()
        await naming.start()
        await connection.execute("set local idle_in_transaction_session_timeout = 0")
        await connection.execute(
            """
            insert into subjects (client_id, external_id, member_id, created_at)
            select $1, $2, id, now() from members where email = $3
            """,
            client,
            f"u-{NAMED_MEANWHILE}",
            MEMBER,
        )
        process = await asyncio.create_subprocess_exec(
            *(program("doorstep"), *words),
            env={**plain_environment(), **settings},
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        await until(lambda: service.pool.fetchval(LOCK_WAITS), bool)
        process.kill()
        await in_time(process.wait())
        await naming.rollback()

    code, said = await run_doorstep(*words, **settings)

    outcomes = [line.split("\t")[2] for line in said.splitlines() if "\t" in line]
    same = [outcome.startswith("same") for outcome in outcomes]
    created = [outcome.startswith("created") for outcome in outcomes]
    assert code == 0
    assert same == [number < BATCH for number in range(LINES)]
    assert created == [not each for each in same]
    after = dict(await service.pool.fetchrow(_ROWS) or {})
    assert after == {name: count + LINES for name, count in before.items()}
