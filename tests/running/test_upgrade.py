"""The database of the release before, migrated by this build: its people go on.

`make upgrade-test` does it with that release itself, with its workers and APIs.
"""

import asyncio
import json
import re
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import pytest
from temporalio.testing import WorkflowEnvironment

from authenticator import code_at
from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs
from cli.up.cluster import OWNER, Cluster
from doorstep.audit.verification import verify
from doorstep.clock import system_clock
from doorstep.db.migrate import migrate
from doorstep.db.pool import connected
from mail_server import MailServer
from release.upgrade.release_before import VERSION
from schema_text import SCHEMA, schema_text
from service import running_empty_service

_FOLDER = Path(__file__).parent.parent / "upgrade"
_EMPTY = {
    *("login_starts", "used_requests", "client_assertions", "erasures"),
    "sealed_heads",
}
"""Rows that live for moments, and what a purge leaves after a month."""
DUMP = _FOLDER / f"{VERSION}.sql"
OPENS = json.loads((_FOLDER / f"{VERSION}.json").read_text())
"""Address, password and secret of a member, and the key ring."""


@pytest.fixture(scope="module")
async def migrated(cluster: Cluster) -> AsyncIterator[str]:
    """The address of the dump, loaded and migrated."""
    name = f"before_{uuid4().hex}"
    await cluster.make_database(name)
    owner = cluster.address(OWNER, name)
    await _load(DUMP, owner)
    address = cluster.address(name, name)
    await migrate(address, owner)
    yield address
    admin = await asyncpg.connect(cluster.address(OWNER, OWNER))
    await admin.execute(f'drop database "{name}" with (force)')
    await admin.execute(f'drop role "{name}"')
    await admin.close()


async def _load(dump: Path, address: str) -> None:
    psql = postgres_programs(unprivileged_account()) / "psql"
    words = ("--quiet", "--set", "ON_ERROR_STOP=1", "--file", str(dump), address)
    process = await asyncio.create_subprocess_exec(psql, *words, stdout=PIPE)
    output = (await process.communicate())[0].decode()
    assert process.returncode == 0, output


async def test_member_of_the_release_before_signs_in(
    migrated: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    body = {name: OPENS[name] for name in ("email", "password")}
    async with running_empty_service(
        migrated, temporal, mail_server, keys=OPENS["keys"]
    ) as service:
        transport = httpx.ASGITransport(app=service.app, client=("127.0.0.1", 5000))
        async with httpx.AsyncClient(
            transport=transport, base_url=service.settings.public_url
        ) as http:
            opened = await http.post(
                "/v1/logins", json={**body, "application": "web_console"}
            )
            login = opened.json()
            code = {"code": code_at(OPENS["secret"], system_clock())}
            token = {"Authorization": f"Bearer {login['flow_token']}"}
            signed_in = await http.post(
                f"/v1/logins/{login['id']}/code", json=code, headers=token
            )

    assert login["stage"] == "code_required"
    assert signed_in.json()["stage"] == "signed_in"


async def test_audit_trail_of_the_release_before_is_whole(migrated: str) -> None:
    async with connected(migrated) as connection:
        report = await verify(connection)

    assert report.sound


async def test_schema_is_that_of_a_new_database(migrated: str) -> None:
    async with connected(migrated) as connection:
        text = await schema_text(connection)

    assert _parts(text) == _parts(SCHEMA.read_text())


def _parts(schema: str) -> list[str]:
    """Tables and functions in one order: a dump has another."""
    return sorted(schema.split("\n\n"))


def test_there_is_something_of_every_kind_in_the_dump() -> None:
    """So that a migration which cannot deal with it is noticed."""
    rows = re.findall(
        r"^COPY public\.(\w+) [^\n]*;\n(.*?)^\\\.$",
        DUMP.read_text(),
        re.MULTILINE | re.DOTALL,
    )

    assert {name for name, lines in rows if not lines} == _EMPTY
