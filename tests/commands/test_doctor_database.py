"""The doctor's checks of PostgreSQL, with each fault provoked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from changed_settings import changed
from cli.doctor.examination import examine
from cli.up.cluster import OWNER, Cluster
from command import run_doorstep
from doctor_findings import findings_of
from doorstep.audit.linking import link_batch
from doorstep.clock import system_clock
from doorstep.db.events import EventKind
from doorstep.db.members import Members
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import Pool
from doorstep.db.writes import write_together
from doorstep.rules.seal import KeyRing, new_entry
from doorstep.settings.processes import WorkerSettings
from doorstep.transactions.invitations import Inviting, invite
from doorstep.transactions.repeated_events import note_repeatable
from seeding import insert_device, new_member


async def test_an_unavailable_database_fails(settings: WorkerSettings) -> None:
    away = "postgresql://doorstep:hunter2@127.0.0.1:1/doorstep"

    found = await findings_of(changed(settings, database_url=away))

    assert found["database"].state == "failed"
    assert "hunter2" not in str(found)


async def test_pending_migrations_fail(
    settings: WorkerSettings, empty_url: str
) -> None:
    found = await findings_of(changed(settings, database_url=empty_url))

    assert found["migrations"].state == "failed"
    assert "0001_first_tables.sql" in found["migrations"].summary
    assert "doorstep migrate" in found["migrations"].remedy


@asynccontextmanager
async def role(
    cluster: Cluster, database_url: str, *rights: str
) -> AsyncIterator[tuple[str, str]]:
    """A role with these privileges, and its URL."""
    database, name = urlsplit(database_url).path.lstrip("/"), f"role_{uuid4().hex}"
    owner = await asyncpg.connect(cluster.address(OWNER, database))
    await owner.execute(f"create role {name} login")
    for right in rights:
        await owner.execute(right.format(name))
    try:
        yield name, cluster.address(name, database)
    finally:
        await owner.execute(f"drop owned by {name}; drop role {name}")
        await owner.close()


ALL = "grant select, insert, update, delete on all tables in schema public to {}"
NO_UNDOING = "revoke update, delete on events, event_links from {}"


async def test_a_role_without_privileges_fails_with_its_remedy(
    settings: WorkerSettings, cluster: Cluster
) -> None:
    async with role(cluster, settings.database_url) as (name, url):
        found = await findings_of(changed(settings, database_url=url))

    assert found["database"].state == "ok"
    assert found["database role"].state == "failed"
    assert name in found["database role"].summary
    assert "DOORSTEP_MIGRATION_URL" in found["database role"].remedy


@pytest.mark.parametrize(
    ("rights", "lacks"),
    [
        (
            ["grant select on all tables in schema public to {}"],
            "delete on access_tokens",
        ),
        ([ALL, "revoke insert on events from {}"], "insert on events."),
        ([ALL, "revoke delete on sessions from {}"], "delete on sessions."),
        ([ALL, "revoke select on schema_migrations from {}"], "schema_migrations."),
    ],
)
async def test_a_role_that_may_not_do_its_work_fails(
    settings: WorkerSettings, cluster: Cluster, rights: list[str], lacks: str
) -> None:
    async with role(cluster, settings.database_url, *rights) as (_, url):
        found = await findings_of(changed(settings, database_url=url))

    assert found["database role"].state == "failed"
    assert lacks in found["database role"].summary


@pytest.mark.parametrize(
    ("rights", "state", "power"),
    [
        ([ALL, NO_UNDOING], "ok", ""),
        ([ALL, NO_UNDOING, "grant update on events to {}"], "warning", "update on ev"),
        (
            [ALL, NO_UNDOING, "grant delete on event_links to {}"],
            "warning",
            "delete on event_l",
        ),
        (
            [ALL, NO_UNDOING, "grant truncate on events to {}"],
            "warning",
            "truncate on ev",
        ),
        ([ALL, NO_UNDOING, f"grant {OWNER} to {{}}"], "warning", "ownership of event"),
    ],
)
async def test_L1_a_role_that_could_change_the_audit_trail_is_warned_of(
    settings: WorkerSettings,
    cluster: Cluster,
    rights: list[str],
    state: str,
    power: str,
) -> None:
    async with role(cluster, settings.database_url, *rights) as (_, url):
        found = await findings_of(changed(settings, database_url=url))

    assert found["database role"].state == state
    assert power in found["database role"].summary


async def test_commands_show_the_remedy_for_missing_privileges(
    database_url: str, cluster: Cluster
) -> None:
    async with role(cluster, database_url) as (_, url):
        where = {"DOORSTEP_DATABASE_URL": url, "DOORSTEP_KEYS": new_entry("test")}
        output = [
            await run_doorstep(*words.split(), **where)
            for words in ("keys list", "keys rotate", "audit verify")
        ]

    assert [code for code, _ in output] == [1, 1, 1]
    for _, words in output:
        assert words.startswith("doorstep: DOORSTEP_DATABASE_URL: ")
        assert "doorstep migrate" in words


@pytest.mark.parametrize(
    ("waiting", "state"),
    [([], "ok"), ([30], "ok"), ([30, 300], "warning")],
)
async def test_L1_unlinked_audit_events_are_warned_of(
    settings: WorkerSettings, pool: Pool, waiting: list[int], state: str
) -> None:
    at = system_clock()
    for seconds in sorted(waiting, reverse=True):
        moment = at - timedelta(seconds=seconds)
        insert = "insert into events (id, kind, at) values ($1, 'x', $2)"
        await pool.execute(insert, uuid7(), moment)

    before = (await findings_of(settings))["audit linking"]
    await link_batch(pool, at)
    after = (await findings_of(settings))["audit linking"]

    assert (before.state, after.state) == (state, "ok")
    if state == "warning":
        assert "5 min" in before.summary
        assert "linking of events failed" in before.remedy


async def test_invitation_that_waits_for_its_workflow_is_warned_of(
    settings: WorkerSettings, pool: Pool, ring: KeyRing
) -> None:
    at = system_clock()
    member_id = await new_member(pool, at)
    inviting = Inviting.of(ring, settings)
    async with pool.acquire() as connection:
        member = await Members(connection).get(member_id)
        await invite(connection, member, inviting, at=at - timedelta(minutes=9))

    found = (await findings_of(settings))["background work"]

    assert found.state == "warning"
    assert "9 min" in found.summary
    assert "sweep of invitations failed" in found.remedy


async def test_row21_overdue_work_of_the_workers_loops_is_warned_of(
    settings: WorkerSettings, pool: Pool
) -> None:
    at, member_id = system_clock(), await new_member(pool, system_clock())
    async with pool.acquire() as connection:
        member = await Members(connection).get(member_id)
        before = (await findings_of(settings))["background work"]
        counted_at = at - timedelta(hours=2)
        await note_repeatable(connection, EventKind.password_wrong, member, counted_at)
        counted = (await findings_of(settings))["background work"]
        waiting = at - timedelta(minutes=7)
        notice = Notice(uuid7(), member.account_id, member.id, "device_added", waiting)
        await write_together(connection, Notices.inserted(notice))
        unsent = (await findings_of(settings))["background work"]

    assert [found.state for found in (before, counted, unsent)] == [
        "ok",
        "warning",
        "warning",
    ]
    assert "120 min" in counted.summary
    assert "7 min" in unsent.summary
    assert "writing of repeated events failed" in counted.remedy  # as it is logged
    assert "sweep of notices failed" in unsent.remedy


async def test_a_skewed_clock_fails(settings: WorkerSettings) -> None:
    def ahead() -> datetime:
        return system_clock() + timedelta(seconds=10)

    found = {finding.check: finding for finding in await examine(settings, ahead)}

    assert found["clock"].state == "failed"
    assert "10 s" in found["clock"].summary


async def test_C1_an_old_key_is_reported_with_its_remedy(
    settings: WorkerSettings, pool: Pool
) -> None:
    older = new_entry("older")
    ring = KeyRing.parse(older)
    at = system_clock()
    await insert_device(pool, ring, await new_member(pool, at), at)
    newer = new_entry("newer")

    used = await findings_of(changed(settings, keys=f"{newer},{older}"))
    missing = await findings_of(changed(settings, keys=newer))
    await pool.execute("update devices set status = 'reset', sealed_secret = null")
    unused = await findings_of(changed(settings, keys=f"{newer},{older}"))

    assert used["old keys"].state == "warning"
    assert "doorstep keys rotate" in used["old keys"].remedy
    assert missing["old keys"].state == "failed"
    assert unused["old keys"].state == "warning"
    assert unused["old keys"].summary.startswith("older ")
    assert unused["old keys"].remedy != used["old keys"].remedy
