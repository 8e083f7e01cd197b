"""Fixtures with real servers: PostgreSQL, Temporal, SMTP."""

import gc
import signal
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import settings
from playwright.async_api import Browser
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from xdist.remote import Producer
from xdist.scheduler.loadscope import LoadScopeScheduling

from audit_trail import AuditTrail
from browser import chromium
from cli.exiting import exit_at_once
from cli.up.binaries import program
from cli.up.child import launch
from cli.up.cluster import OWNER, Cluster
from cli.up.temporal import LEAN
from doorstep.db.migrate import migrate
from doorstep.db.pool import Pool, open_pool
from doorstep.messages.search_attributes import SEARCH_ATTRIBUTES
from doorstep.rules.seal import KeyRing, new_entry
from doorstep.rules.time_limits import USUAL
from doorstep.settings.processes import WorkerSettings
from mail_server import MailServer
from other_postgres import chosen_cluster
from provider import provider  # noqa: F401  a fixture
from row_deletion import RowDeletion
from scheduling import ByFile, place
from service import (
    EmptyService,
    Service,
    running_empty_service,
    running_service,
    service_settings,
)
from simulation import Simulation, running_simulation
from time_skipping import SkippingService, skipping_environment, skipping_service
from trials.ports import free_port
from waiting import PATIENCE_SECONDS, until

DATABASE = "doorstep_test"
_SERVED = "doorstep_served"
_NOT_DURABLE = ("--fsync=off", "--full_page_writes=off")
"""No commit waits for a disk: rows of tests need not outlive a power cut."""


settings.register_profile(
    "shared cores", deadline=None
)  # speed is measured by make bench
settings.load_profile("shared cores")


def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Producer
) -> LoadScopeScheduling:
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=place)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """The result of the tests is the exit code, whatever temporalio's threads do."""
    session = config.pluginmanager.get_plugin("session")
    if session is not None and not hasattr(config, "workerinput"):
        exit_at_once(int(session.exitstatus))


def pytest_collection_finish() -> None:
    """Imported modules stay: the garbage collector need not visit them each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
async def cluster(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Cluster]:
    """One PostgreSQL for the whole run, with a migrated database for tests and one for
    the service that they share.
    """
    folder: Path = tmp_path_factory.mktemp("cluster")
    with chosen_cluster(folder) as cluster:
        await cluster.prepare()
        part = cluster.part()
        process = await launch(replace(part, command=(*part.command, *_NOT_DURABLE)))
        await until(cluster.answers, bool)
        for database in (DATABASE, _SERVED):
            await cluster.make_database(database)
            await migrate(*cluster.addresses(database).values())
        yield cluster
        process.send_signal(signal.SIGINT)  # SIGTERM would wait for its clients
        await process.wait()
        cluster.close()


@pytest.fixture(scope="session")
async def delete_all_rows(cluster: Cluster) -> AsyncIterator[RowDeletion]:
    """Deletes every row; creating the database again takes ten times as long."""
    async with aclosing(RowDeletion(cluster, DATABASE)) as delete_all_rows:
        yield delete_all_rows


@asynccontextmanager
async def _rows_of_a_test(delete: RowDeletion, mail: MailServer) -> AsyncIterator[None]:
    """A test ends when nothing of it can write a row or send a mail any more.

    Its flows have ended by then, but their activities go on for a moment. One that
    starts after the rows are gone has nothing to send.
    """
    yield
    await mail.until_nothing_comes()
    await delete()
    await mail.until_nothing_comes()


@pytest.fixture
async def database_url(
    cluster: Cluster, delete_all_rows: RowDeletion, shared_mail_server: MailServer
) -> AsyncIterator[str]:
    """A migrated database without a row.

    The shared service is not among its users: the loops of a worker would link events,
    end overdue logins and start notices that a test has only written.
    """
    async with _rows_of_a_test(delete_all_rows, shared_mail_server):
        yield cluster.address(DATABASE, DATABASE)


@pytest.fixture
async def empty_url(cluster: Cluster) -> AsyncIterator[str]:
    """A database without a schema, of a role that is owner and application."""
    name = f"empty_{uuid4().hex}"
    await cluster.make_database(name)
    admin = await asyncpg.connect(cluster.address(OWNER, OWNER))
    await admin.execute(f'alter database "{name}" owner to "{name}"')
    yield cluster.address(name, name)
    await admin.execute(f'drop database "{name}" with (force)')
    await admin.execute(f'drop role "{name}"')
    await admin.close()


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    async with await open_pool(database_url) as pool:
        yield pool


@pytest.fixture
def ring() -> KeyRing:
    return KeyRing.parse(new_entry("test"))


@pytest.fixture(scope="session")
async def temporal() -> AsyncIterator[WorkflowEnvironment]:
    """One real Temporal server for the whole run."""
    async with await WorkflowEnvironment.start_local(
        port=free_port(),
        dev_server_existing_path=program("temporal"),
        data_converter=pydantic_data_converter,
        search_attributes=list(SEARCH_ATTRIBUTES),
        dev_server_log_level="error",
        dev_server_extra_args=LEAN,
        dev_server_startup_timeout=timedelta(seconds=PATIENCE_SECONDS),
    ) as environment:
        yield environment


@pytest.fixture(scope="session")
async def shared_mail_server() -> AsyncIterator[MailServer]:
    """One real SMTP server for the whole run."""
    server = MailServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def mail_server(shared_mail_server: MailServer) -> MailServer:
    """Keeps the mails it accepts; a test chooses its replies."""
    shared_mail_server.reset()
    await shared_mail_server.start()
    return shared_mail_server


@pytest.fixture(name="settings")
def settings_of_all(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> WorkerSettings:
    """The settings of a complete service, of which no worker runs."""
    address = temporal.client.service_client.config.target_host
    return service_settings(database_url, address, mail_server)


@pytest.fixture(scope="session")
async def shared_service(
    cluster: Cluster, temporal: WorkflowEnvironment, shared_mail_server: MailServer
) -> AsyncIterator[EmptyService]:
    """API and worker around a real database, a real Temporal server and real SMTP."""
    database_url = cluster.address(_SERVED, _SERVED)
    async with running_empty_service(
        database_url, temporal, shared_mail_server
    ) as shared_service:
        yield shared_service


@pytest.fixture(scope="session")
async def delete_served_rows(cluster: Cluster) -> AsyncIterator[RowDeletion]:
    async with aclosing(RowDeletion(cluster, _SERVED)) as delete_served_rows:
        yield delete_served_rows


@pytest.fixture
async def service(
    shared_service: EmptyService,
    delete_served_rows: RowDeletion,
    mail_server: MailServer,
) -> AsyncIterator[Service]:
    """The service that all tests share, with an account of the test's own."""
    async with (
        _rows_of_a_test(delete_served_rows, mail_server),
        shared_service.with_acme(mail_server) as service,
    ):
        yield service


@pytest.fixture
async def own_service(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> AsyncIterator[Service]:
    """A service for a test that stops its parts."""
    async with running_service(database_url, temporal, mail_server) as service:
        yield service


@pytest.fixture
async def prompt_service(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> AsyncIterator[Service]:
    """The same, which answers as soon as callers are promised, be it with a 503."""
    async with running_service(
        database_url, temporal, mail_server, limits=USUAL
    ) as service:
        yield service


@pytest.fixture
async def skipping(
    database_url: str, mail_server: MailServer
) -> AsyncIterator[SkippingService]:
    """A service on the time-skipping server: days pass in milliseconds."""
    async with skipping_service(database_url, mail_server) as service:
        yield service


@pytest.fixture
async def skipping_server() -> AsyncIterator[WorkflowEnvironment]:
    """A time-skipping server for one test: a flow left over from another would hold up
    time.
    """
    async with skipping_environment() as environment:
        yield environment


@pytest.fixture
async def simulation(skipping_server: WorkflowEnvironment) -> AsyncIterator[Simulation]:
    """The workflows with fake activities; at the end every flow is replayed."""
    async with running_simulation(skipping_server) as simulation:
        yield simulation


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One real Chromium for the whole run; each test opens windows of its own."""
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def audit(cluster: Cluster, database_url: str) -> AsyncIterator[AuditTrail]:
    """An audit trail without an event."""
    owner = await asyncpg.connect(cluster.address(OWNER, DATABASE))
    async with await open_pool(database_url) as pool:
        yield AuditTrail(database_url, pool, owner)
    await owner.close()
