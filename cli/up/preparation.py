"""Preparing the database and Temporal before the API opens.

A module of its own, imported late: these imports take a second, in which the parts of
the stack start.
"""

from datetime import timedelta

import asyncpg
from google.protobuf.duration_pb2 import Duration
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    UpdateNamespaceRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError

from cli.up.data_folder import DataFolder
from cli.up.sample import SampleClients, sample_clients
from cli.up.seed import Account, present_accounts, seed
from doorstep.clock import system_clock
from doorstep.db.migrate import migrate
from doorstep.db.pool import open_pool
from doorstep.errors import ConfigurationError, StartError
from doorstep.settings.processes import OperatorSettings
from doorstep.temporal.client import connect
from doorstep.temporal.schedules import schedule_purge
from doorstep.temporal.search_attributes import register_search_attributes

_RETENTION = timedelta(days=30)
"""The server's default retention is a day, too short to look into what happened."""


async def prepare_facts(
    settings: OperatorSettings, folder: DataFolder
) -> tuple[Account, ...]:
    """Migrate the schema and create the sample account; returns its members."""
    await migrate(settings.database_url, settings.migration_url)
    try:
        async with await open_pool(settings.database_url) as pool:
            people = await seed(pool, folder, system_clock)
            return await present_accounts(pool, people)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        raise StartError(f"The database failed while starting: {error}") from error


async def prepare_sample(
    settings: OperatorSettings, folder: DataFolder
) -> SampleClients | None:
    """Register the sample application in the sample account."""
    async with await open_pool(settings.database_url) as pool:
        return await sample_clients(pool, settings, folder, system_clock)


async def namespace_answers(settings: OperatorSettings) -> bool:
    try:
        client = await connect(settings)
        await client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace=settings.temporal_namespace)
        )
    except (ConfigurationError, RPCError):
        return False
    return True


async def prepare_flows(settings: OperatorSettings, *, embedded: bool) -> None:
    """Search attributes and schedule; 30 days of retention in an embedded Temporal."""
    client = await connect(settings)
    if embedded:
        await _keep_histories(client)
    await register_search_attributes(client)
    await schedule_purge(client, settings.task_queue)


async def _keep_histories(client: Client) -> None:
    retention = Duration()
    retention.FromTimedelta(_RETENTION)
    request = UpdateNamespaceRequest(namespace=client.namespace)
    request.config.workflow_execution_retention_ttl.CopyFrom(retention)
    await client.workflow_service.update_namespace(request)
