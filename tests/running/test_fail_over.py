"""A standby takes the place of the primary, and Doorstep follows it."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import httpx
import pytest
from temporalio.testing import WorkflowEnvironment

from changed_settings import changed
from cli.doctor.servers import examine_servers
from cli.up.account import unprivileged_account
from cli.up.binaries import postgres_programs
from cli.up.cluster import OWNER
from doorstep.clock import system_clock
from doorstep.db.migrate import migrate
from doorstep.db.pool import DATABASE_AWAY, Pool
from doorstep.process.readiness import Readiness
from doorstep.process.watched_pool import watched_pool
from doorstep.rules.time_limits import USUAL
from doorstep.temporal.client import connect
from journey import Journey
from mail_server import MailServer
from service import Service, running_service
from trials.faults.server_pair import ServerPair, TcpCluster
from waiting import timed, until

LONGEST = 5.0
"""Seconds: what a fail-over may cost callers."""


@pytest.fixture(scope="module")
async def pair(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ServerPair]:
    account = unprivileged_account()
    folder = tmp_path_factory.mktemp("pair")
    pair = ServerPair(folder, postgres_programs(account), account)
    await pair.start()
    await _as_owner(pair.primary, "create table written (number int)")
    yield pair
    await pair.stop()


@pytest.fixture
async def database(pair: ServerPair) -> str:
    """The URL of a migrated database, with both hosts."""
    name = f"doorstep_{uuid4().hex}"
    await pair.primary.make_database(name)
    await migrate(*pair.addresses(name))
    return pair.address(name, name)


async def _as_owner(cluster: TcpCluster, statement: str) -> object:
    connection = await asyncpg.connect(cluster.address(OWNER, OWNER))
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


@asynccontextmanager
async def _pool(pair: ServerPair, most: int = 6) -> AsyncIterator[Pool]:
    url = pair.address(OWNER, OWNER)
    async with watched_pool(url, whose="tests'", most=most) as pool:
        yield pool


async def _port(pool: Pool) -> int:
    return int(await pool.fetchval("select inet_server_port()"))


async def _writes(pool: Pool) -> bool:
    try:
        await pool.execute("insert into written values (1)")
    except DATABASE_AWAY:
        return False
    return True


async def _fill(pool: Pool, size: int) -> None:
    connections = [await pool.acquire() for _ in range(size)]
    for connection in connections:
        await pool.release(connection)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGSTOP])
async def test_a_promoted_standby_is_written_to_within_seconds(
    pair: ServerPair, ending: signal.Signals
) -> None:
    async with _pool(pair) as pool:
        old = pair.primary
        await _fill(pool, 5)
        assert await _port(pool) == old.port

        old.send(ending)
        await pair.promote()
        _, took = await timed(until(lambda: _writes(pool), bool))

        assert took < LONGEST
        assert await _port(pool) == pair.primary.port

    await pair.attach_standby()


async def test_idle_connections_leave_a_server_that_became_read_only(
    pair: ServerPair,
) -> None:
    async def sessions() -> object:
        return await _as_owner(
            old,
            "select count(*) from pg_stat_activity where pid <> pg_backend_pid() "
            "and backend_type = 'client backend'",
        )

    async with _pool(pair) as pool:
        old = pair.primary
        await _fill(pool, 5)
        await pair.promote()
        assert await until(sessions, lambda count: count == 6)

        await _as_owner(old, "alter system set default_transaction_read_only = on")
        await _as_owner(old, "select pg_reload_conf()")
        _, took = await timed(until(sessions, lambda count: count == 0))

        assert took < LONGEST
        assert await _port(pool) == pair.primary.port

    await pair.attach_standby()


async def test_nobody_is_told_that_a_commit_is_done_before_the_standby_has_it(
    pair: ServerPair,
) -> None:
    async with _pool(pair) as pool:
        assert await _writes(pool)
        pair.standby.send(signal.SIGSTOP)
        during = await _writes(pool)
        pair.standby.send(signal.SIGCONT)
        await until(lambda: _writes(pool), bool)

    assert not during


async def test_a_demoted_primary_is_passed_over(pair: ServerPair) -> None:
    first = pair.both[0]
    if pair.primary is first:
        await first.kill()
        await pair.promote()
        await pair.attach_standby()

    async with _pool(pair) as pool:
        port = await _port(pool)
    found = await examine_servers(pair.address(OWNER, OWNER))

    assert pair.standby is first
    assert port == pair.primary.port
    assert [(finding.state, finding.summary) for finding in found] == [
        ("ok", f"127.0.0.1:{first.port} is passed over: it is a standby."),
        (
            "ok",
            f"127.0.0.1:{port} takes writes; what was answered is on a standby, too.",
        ),
    ]


async def test_doctor_reports_two_primaries(pair: ServerPair) -> None:
    await pair.promote()
    found = await examine_servers(pair.address(OWNER, OWNER))
    await pair.attach_standby()

    assert found[0].state == "failed"
    assert "all of them take writes" in found[0].summary


async def test_W2_callers_wait_five_seconds_at_most_and_lose_nothing(
    pair: ServerPair,
    database: str,
    temporal: WorkflowEnvironment,
    mail_server: MailServer,
) -> None:
    async with running_service(database, temporal, mail_server, limits=USUAL) as own:
        await own.require_two_step()
        person = Journey(own)
        await person.start()
        answers = _Answers(own)

        await pair.primary.kill()
        async with answers.collected():
            waits_for = await _missing(own)
            await pair.promote()
            _, took = await timed(until(answers.newest, lambda status: status == 201))

        assert waits_for is not None
        assert waits_for.startswith("the database: no server takes writes (")
        assert "it is a standby" in waits_for
        assert took < LONGEST
        assert answers.refused
        assert all(int(one.headers["Retry-After"]) > 0 for one in answers.refused)
        assert (await person.read())["stage"] == "setup_required"
        assert (await person.begin_setup()).status_code == 201
        assert await _missing(own) is None

    await pair.attach_standby()


async def _missing(own: Service) -> str | None:
    settings = changed(own.settings)
    client = await connect(settings, lazy=True)
    return await Readiness(settings, client, system_clock).missing()


class _Answers:
    """Those of logins that are asked for again and again."""

    def __init__(self, own: Service) -> None:
        self._own = own
        self._newest = 0
        self.refused: list[httpx.Response] = []

    async def newest(self) -> int:
        return self._newest

    @asynccontextmanager
    async def collected(self) -> AsyncIterator[None]:
        asking = asyncio.create_task(self._ask())
        yield
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)

    async def _ask(self) -> None:
        while True:
            answer = await Journey(self._own).start()
            self._newest = answer.status_code
            if answer.status_code == 503:
                self.refused.append(answer)
