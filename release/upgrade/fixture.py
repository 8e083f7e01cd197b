"""What a release leaves to the next, kept for `make test`: run when one is published.

The dump of a database in which something of every kind waits, what opens it, the
histories of its running flows, and the OpenAPI document. Everybody in it exists for
this alone.
"""

import asyncio
import json
import re
from typing import Any

from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs
from cli.up.cluster import OWNER
from doorstep.db.pool import connected
from doorstep.temporal.client import connect
from release.checkout import ROOT
from release.upgrade.kept_document import kept_document
from release.upgrade.release_before import VERSION
from release.upgrade.run import Upgrade
from trials.bench.members import PASSWORD
from trials.faults.person import Person
from trials.faults.stack import DATABASE

_FOLDER = ROOT / "tests" / "upgrade"
_HISTORIES = ROOT / "tests" / "histories"
_RUNNING = """
    select 'login' as kind, stage, 'login/' || id as flow from logins
        where ended_at is null
    union all select 'enrollment', stage, 'enrollment/' || id from enrollments
        where ended_at is null
    union all select 'recovery', stage, 'recovery/' || id from recoveries
        where ended_at is null
    union all select 'address', 'waiting', 'address/' || id from address_changes
        where ended_at is null
    union all select 'invitation', stage, 'invitation/' || id from invitations
        where ended_at is null
    union all select 'notice', 'waiting', 'notice/' || id from notices
        where sent_at is null
    order by flow
"""
_OF_ONE_RUN = re.compile(r"^\\(un)?restrict .*\n", re.MULTILINE)
_WORKER = re.compile(r"\d+@[\w.-]+")


async def write_fixture(upgrade: Upgrade) -> None:
    """While only the release before runs."""
    enrolled = await upgrade.people.enrolled()
    await upgrade.begin_under(upgrade.old)
    assert upgrade.wrong == []
    document = await kept_document(upgrade.old.url)
    (_FOLDER / f"openapi-{VERSION}.json").write_text(document)
    await _write_histories(upgrade)
    await _write_dump(upgrade)
    opens = {**_member(enrolled), "keys": upgrade.servers.variables["DOORSTEP_KEYS"]}
    file = _FOLDER / f"{VERSION}.json"
    file.write_text(f"{json.dumps(opens, indent=2)}\n")


def _member(person: Person) -> dict[str, Any]:
    """Who can sign in, once the dump is loaded."""
    assert person.app
    return {"email": person.email, "password": PASSWORD, "secret": person.app.secret}


async def _write_dump(upgrade: Upgrade) -> None:
    """As `pg_dump` writes it, but for the key that it makes for each run."""
    program = postgres_programs(unprivileged_account()) / "pg_dump"
    address = upgrade.servers.cluster.address(OWNER, DATABASE)
    options = ("--no-owner", "--no-acl", address)
    process = await asyncio.create_subprocess_exec(
        program, *options, stdout=asyncio.subprocess.PIPE
    )
    dump = (await process.communicate())[0].decode()
    assert process.returncode == 0
    (_FOLDER / f"{VERSION}.sql").write_text(_OF_ONE_RUN.sub("", dump))


async def _write_histories(upgrade: Upgrade) -> None:
    """One of each kind of flow in each of its stages."""
    client = await connect(upgrade.servers.settings)
    async with connected(upgrade.servers.settings.database_url) as connection:
        flows = await connection.fetch(_RUNNING)
    for flow in flows:
        name = f"{flow['kind']}-{flow['stage'].replace('_', '-')}-of-{VERSION}"
        history = await client.get_workflow_handle(flow["flow"]).fetch_history()
        file = _HISTORIES / f"{name}.json"
        file.write_text(_WORKER.sub("worker", history.to_json()))
