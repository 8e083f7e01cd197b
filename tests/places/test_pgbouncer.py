"""PostgreSQL behind PgBouncer, as docs/deploying/pooler.md says."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from temporalio.testing import WorkflowEnvironment

from cli.up.cluster import Cluster
from command import run_doorstep
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.db.pool import open_pool
from doorstep.process.readiness import Readiness
from doorstep.temporal.client import connect
from journey import enrolled
from mail_server import MailServer
from pgbouncer import Pooled, empty_database, options_for, pgbouncer
from service import running_service, service_settings
from waiting import LOCK_WAITS, until

_MODES = ("session", "transaction")
_PEOPLE = "email,name\njo@acme.test,Jo\n"


@pytest.fixture(scope="module", params=_MODES)
async def pooled(
    request: pytest.FixtureRequest, cluster: Cluster
) -> AsyncIterator[Pooled]:
    async with (
        empty_database(cluster) as name,
        pgbouncer(cluster, name, request.param) as pooled,
    ):
        await _migrated(pooled)
        yield pooled


async def _migrated(pooled: Pooled) -> None:
    code, output = await run_doorstep("migrate", **pooled.settings)
    assert code == 0, output


async def test_a_journey_and_every_kind_of_command_behind_pgbouncer(
    pooled: Pooled,
    temporal: WorkflowEnvironment,
    mail_server: MailServer,
    tmp_path: Path,
) -> None:
    await _migrated(pooled)  # the run before has left no lock behind
    async with running_service(pooled.url, temporal, mail_server) as service:
        client = await connect(service.settings, lazy=True)
        readiness = Readiness(service.settings, client, system_clock)
        await readiness.wait(needs_worker=True)
        person = await enrolled(service)
        signed_in = await person.sign_in_after_setup()
        found = await findings_of(service.settings)
        file = tmp_path / "people.csv"
        file.write_text(_PEOPLE)
        imported = await run_doorstep(
            *("member", "import", str(file), "--account", "Acme"),
            **pooled.settings,
            DOORSTEP_KEYS=str(service.settings.keys),
        )
    verified = await run_doorstep("audit", "verify", **pooled.settings)

    assert signed_in.json()["stage"] == "signed_in"
    assert {check: found[check].state for check in ("database", "time limits")} == {
        "database": "ok",
        "time limits": "ok",
    }
    assert "by the role" in found["time limits"].summary
    assert imported[0] == 0, imported[1]
    assert verified[0] == 0, verified[1]
    assert "sound" in verified[1]


@pytest.mark.parametrize("ignoring", [False, True])
async def test_W2_what_a_killed_client_had_begun_is_not_committed_later(
    pooled: Pooled, ignoring: bool, cluster: Cluster
) -> None:
    names = "statement_timeout, idle_in_transaction_session_timeout"
    lines = [f"ignore_startup_parameters = {names}"] if ignoring else []
    async with pgbouncer(cluster, pooled.name, pooled.mode, *lines) as fresh:
        owner = await asyncpg.connect(fresh.direct)
        pool = await open_pool(fresh.url)
        async with owner.transaction():
            await owner.execute("lock table accounts in exclusive mode")
            insert = "insert into accounts values (gen_random_uuid(), 'Late', now())"
            begun = asyncio.create_task(pool.execute(insert))
            await until(lambda: owner.fetchval(LOCK_WAITS), bool)
            pool.terminate()
            await asyncio.wait([begun])
            await until(lambda: owner.fetchval(LOCK_WAITS), lambda waiting: not waiting)
        late = "select count(*) from accounts where name = 'Late'"

        assert begun.exception() is not None
        assert await owner.fetchval(late) == 0
        await owner.close()


async def test_nothing_works_behind_a_pooler_without_time_limits(
    pooled: Pooled, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    owner = await asyncpg.connect(pooled.direct)
    role = f'"{pooled.name}"'
    await owner.execute(f"alter role {role} in database {role} reset all")
    ending = "select pg_terminate_backend(pid) from pg_stat_activity where usename = $1"
    await owner.execute(ending, pooled.name)
    await owner.close()

    told = await _told(pooled.url, temporal, mail_server, "account list")
    await asyncio.gather(*(_migrated(pooled) for _ in range(3)))
    after = await _told(pooled.url, temporal, mail_server)

    assert all("and statement_timeout. Run" in words for words in told)
    assert all("`doorstep migrate`" in words for words in told)
    assert "by the role" in after[-1]


async def test_pooler_that_keeps_no_statements_is_named_with_its_remedy(
    cluster: Cluster, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    without = [] if options_for("transaction") else ["max_prepared_statements = 0"]
    async with (
        empty_database(cluster) as name,
        pgbouncer(cluster, name, "transaction", *without) as pooled,
    ):
        plain = pooled.url.partition("?")[0]
        told = pooled.settings | {"DOORSTEP_DATABASE_URL": f"{plain}?pgbouncer=true"}
        told["DOORSTEP_MIGRATION_URL"] = pooled.owner_url.partition("?")[0]
        refused = await run_doorstep("migrate", **told)
        told["DOORSTEP_MIGRATION_URL"] += "?pgbouncer=true"
        migrated = await run_doorstep("migrate", **told)

        before = await _told(plain, temporal, mail_server, "account list")
        after = await _told(told["DOORSTEP_DATABASE_URL"], temporal, mail_server)

    assert all("option pgbouncer=true" in words for words in (refused[1], *before))
    assert (refused[0], migrated[0]) == (1, 0)
    assert "by the role" in after[-1]


async def _told(
    url: str, temporal: WorkflowEnvironment, mail: MailServer, *commands: str
) -> list[str]:
    """By a start, commands and doctor; a start that lacks nothing says nothing."""
    address = temporal.client.service_client.config.target_host
    settings = service_settings(url, address, mail)
    readiness = Readiness(settings, await connect(settings, lazy=True), system_clock)
    missing = await readiness._missing_behind_pooler()
    ran = [await run_doorstep(*c.split(), DOORSTEP_DATABASE_URL=url) for c in commands]
    found = await findings_of(settings)
    seen = found.get("time limits", found["database"])
    assert (seen.state == "ok") == (missing is None)
    assert all(code == 1 for code, _ in ran), ran
    return [
        *filter(None, [missing]),
        *(output for _, output in ran),
        f"{seen.summary} {seen.remedy}",
    ]


async def test_one_role_for_everything_has_its_limits_at_once(
    cluster: Cluster,
) -> None:
    async with (
        empty_database(cluster) as name,
        pgbouncer(cluster, name, "transaction") as pooled,
    ):
        owner = await asyncpg.connect(pooled.direct)
        await owner.execute(f'alter database "{name}" owner to "{name}"')
        await owner.close()
        one = {"DOORSTEP_DATABASE_URL": pooled.url}

        migrated = [await run_doorstep("migrate", **one) for _ in range(2)]
        listed = await run_doorstep("account", "list", **one)

    assert [code for code, _ in (*migrated, listed)] == [0, 0, 0], (migrated, listed)


async def test_full_session_pool_is_told_in_words(cluster: Cluster) -> None:
    smallest = ("default_pool_size = 1", "min_pool_size = 0")
    async with (
        empty_database(cluster) as name,
        pgbouncer(cluster, name, "session", *smallest) as pooled,
    ):
        holder = await asyncpg.connect(pooled.url)
        await holder.fetchval("select 1")

        url = f"{pooled.url}?connect_timeout=1"
        commands = ("audit verify", "account list", "doctor")
        ran = await asyncio.gather(
            *(run_doorstep(*c.split(), DOORSTEP_DATABASE_URL=url) for c in commands)
        )
        told = dict(zip(commands, ran, strict=True))
        await holder.close()

    assert {words: code for words, (code, _) in told.items()} == dict.fromkeys(told, 1)
    assert "a pooler without a connection" in told["audit verify"][1]
    assert "no answer in time" in told["account list"][1]
    assert "no answer in time" in told["doctor"][1]
    assert "Traceback" not in str(told)


async def test_option_that_pgbouncer_does_not_know_is_named(pooled: Pooled) -> None:
    sign = "&" if pooled.options else "?"
    url = f"{pooled.url}{sign}search_path=public"

    code, output = await run_doorstep("audit", "verify", DOORSTEP_DATABASE_URL=url)

    assert code == 1
    assert "the option search_path" in output


@pytest.mark.parametrize(
    "changes",
    [(":of%20a%20role@", ":wrong@"), ("//", "//nobody_"), ("/pooled_", "/other_")],
    ids=["password", "role", "database"],
)
async def test_refusals_of_pgbouncer_are_told_in_words(
    pooled: Pooled, changes: tuple[str, str]
) -> None:
    url = pooled.url.replace(*changes)

    code, output = await run_doorstep("account", "list", DOORSTEP_DATABASE_URL=url)

    assert code == 1
    assert "does not accept the role with this password" in output
    assert "database that it does not know" in output
