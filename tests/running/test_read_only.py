"""A read-only database: it is reported, and recovered from at once."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import asyncpg
import pytest
from asyncpg import ReadOnlySQLTransactionError
from structlog.testing import capture_logs
from temporalio.testing import WorkflowEnvironment

from audit_trail import AuditTrail
from cli.up.cluster import OWNER, Cluster
from command import run_doorstep
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.db.pool import Connection, Pool
from doorstep.process.readiness import Readiness
from doorstep.process.watched_pool import watched_pool
from doorstep.rules.seal import KeyRing, new_entry
from doorstep.settings.processes import WorkerSettings
from doorstep.temporal.client import connect
from doorstep.why.diagnosis import diagnose
from doorstep.why.explanations import Reason
from journey import Journey
from mail_fixture import NOW, mail_fixture, started_at
from mail_server import MailServer
from service import MEMBER, Service
from waiting import in_time, timed, until, until_true

_WORDS = "the database is read-only: default_transaction_read_only is on"


class Switch:
    """Makes a database read-only for every new session."""

    def __init__(self, owner: Connection, database: str) -> None:
        self._owner = owner
        self._database = database

    async def turn(self, on: str) -> None:
        await self._owner.execute("set default_transaction_read_only = off")
        setting = f"set default_transaction_read_only = {on}"
        await self._owner.execute(f'alter database "{self._database}" {setting}')

    async def newest_session(self) -> object:
        return await self._owner.fetchval(
            """
            select pid from pg_stat_activity where datname = $1
            order by backend_start desc limit 1
            """,
            self._database,
        )

    async def cut_off(self) -> None:
        """As a failover does: every session is terminated."""
        await self._owner.execute(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = $1 and pid <> pg_backend_pid()
            """,
            self._database,
        )


def _name(address: str) -> str:
    return urlsplit(address).path.lstrip("/")


@pytest.fixture
def service(own_service: Service) -> Service:
    """One whose database is switched."""
    return own_service


@pytest.fixture
async def switch(cluster: Cluster, database_url: str) -> AsyncIterator[Switch]:
    database = _name(database_url)
    owner = await asyncpg.connect(cluster.address(OWNER, database))
    switch = Switch(owner, database)
    yield switch
    await switch.turn("off")
    await owner.close()


async def _missing(settings: WorkerSettings) -> str | None:
    client = await connect(settings, lazy=True)
    return await Readiness(settings, client, system_clock).missing()


async def test_W2_row18_a_read_only_database_is_reported_as_not_ready(
    service: Service, switch: Switch
) -> None:
    await switch.turn("on")
    during = await _missing(service.settings)
    found = (await findings_of(service.settings))["database"]
    await switch.turn("off")

    assert during == _WORDS
    assert (found.state, "default_transaction_read_only" in found.summary) == (
        "failed",
        True,
    )
    assert await _missing(service.settings) is None


async def test_W2_row18_connections_opened_meanwhile_write_within_seconds(
    database_url: str, switch: Switch
) -> None:
    async def writes() -> bool:
        try:
            await pool.execute("update accounts set name = name")
        except asyncpg.ReadOnlySQLTransactionError:
            return False
        return True

    await switch.turn("on")
    async with watched_pool(database_url, whose="tests'", most=3) as pool:
        assert not await writes()
        await switch.turn("off")
        _, took = await timed(until(writes, bool))

    assert took < 5


async def test_W2_row18_an_idle_connection_is_replaced_too(
    audit: AuditTrail,
) -> None:
    switch = Switch(audit.owner, _name(audit.database_url))
    await switch.turn("on")
    with capture_logs() as logged:
        async with watched_pool(audit.database_url, whose="tests'", most=2) as pool:
            await switch.turn("off")
            await until_true(lambda: "database connections renewed" in str(logged))

            await pool.execute("update accounts set name = name")


async def test_W2_row18_acts_are_503_meanwhile_and_work_afterwards(
    prompt_service: Service, switch: Switch
) -> None:
    await prompt_service.require_two_step()
    person = Journey(prompt_service)
    await person.start()

    await switch.turn("on")
    await switch.cut_off()

    async def setup() -> int:
        return (await person.post(f"{person.login_path}/setup")).status_code

    async def another_login() -> int:
        return (await Journey(prompt_service).start()).status_code

    await until(setup, lambda status: status == 503)
    assert await another_login() == 503
    assert (await person.read())["stage"] == "setup_required"

    await switch.turn("off")
    await until(setup, lambda status: status in (200, 201))
    await until(another_login, lambda status: status == 201)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "migrate",
            "purge",
            "account change Acme --name Zenith",
            "keys rotate",
        ),
        f"device unlock {MEMBER} --reason x",
    ],
)
async def test_row18_writing_commands_report_a_read_only_database(
    service: Service, switch: Switch, words: str
) -> None:
    settings = service.settings
    await switch.turn("on")

    code, output = await run_doorstep(
        *words.split(),
        DOORSTEP_DATABASE_URL=settings.database_url,
        DOORSTEP_TEMPORAL_ADDRESS=settings.temporal_address,
        DOORSTEP_KEYS=f"{new_entry('newer')},{settings.keys}",
    )

    assert code == 1
    assert "the database is read-only" in output


async def test_row18_why_names_a_read_only_database_first(
    service: Service, switch: Switch
) -> None:
    await switch.turn("on")

    found = await diagnose(service.settings, MEMBER, system_clock)

    assert found.explanation.reason is Reason.database_read_only
    assert found.explanation.failure == "default_transaction_read_only is on"


async def test_M1_row18_no_mail_is_sent_that_could_not_be_recorded(
    pool: Pool,
    ring: KeyRing,
    mail_server: MailServer,
    temporal: WorkflowEnvironment,
    switch: Switch,
) -> None:
    bench = await mail_fixture(pool, ring, mail_server, temporal.client)
    notice = await bench.notice()
    await switch.turn("on")
    await pool.expire_connections()

    for sending in (bench.send(), started_at(NOW).run(bench.notices.send, notice)):
        with pytest.raises(ReadOnlySQLTransactionError):
            await in_time(sending)

    assert mail_server.messages == []
