"""What must be there before the worker polls, and before the API opens its port."""

import asyncio

import asyncpg
import structlog
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    DescribeTaskQueueRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError

from doorstep.db import pool as database
from doorstep.db.migrate import pending
from doorstep.settings import Settings
from doorstep.temporal import connect

_PAUSE_SECONDS = 0.2
_PATIENCE_SECONDS = 4


async def wait_until_ready(settings: Settings, *, needs_worker: bool) -> None:
    """Return once the schema is current, Temporal answers and a worker polls.

    The worker itself waits for the first two only. Until then the log says what is
    waited for, once for each thing.
    """
    log = structlog.get_logger()
    client = await connect(settings, lazy=True)
    said = None
    while missing := await _missing(settings, client, needs_worker=needs_worker):
        if missing != said:
            log.info("waiting", waits_for=missing)
        said = missing
        await asyncio.sleep(_PAUSE_SECONDS)


async def _missing(
    settings: Settings, client: Client, *, needs_worker: bool
) -> str | None:
    """In words for an operator; None when nothing is missing."""
    return (
        await _missing_in_database(settings.required("database_url"))
        or await _missing_in_temporal(client)
        or (needs_worker and await _missing_worker(client, settings.task_queue))
        or None
    )


async def _missing_in_database(database_url: str) -> str | None:
    try:
        connection = await database.connect(database_url, patience=_PATIENCE_SECONDS)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        return f"the database: {type(error).__name__}"
    try:
        names = await pending(connection)
    except asyncpg.PostgresError:  # made, and not granted to this role yet
        return "`doorstep migrate`"
    finally:
        await connection.close()
    return f"`doorstep migrate`: {', '.join(names)}" if names else None


async def _missing_in_temporal(client: Client) -> str | None:
    request = DescribeNamespaceRequest(namespace=client.namespace)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await client.workflow_service.describe_namespace(request)
    except (RPCError, RuntimeError, TimeoutError) as error:
        return f"Temporal: {type(error).__name__}"
    return None


async def _missing_worker(client: Client, task_queue: str) -> str | None:
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=task_queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            answer = await client.workflow_service.describe_task_queue(request)
    except (RPCError, TimeoutError) as error:
        return f"Temporal: {type(error).__name__}"
    return None if answer.pollers else f"a worker on the task queue {task_queue}"
