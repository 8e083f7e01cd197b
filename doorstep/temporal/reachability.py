"""What keeps this process from working with Temporal, as a sentence."""

import asyncio

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from doorstep.clock import Clock
from doorstep.settings.processes import TemporalSettings
from doorstep.temporal.client_certificate import expiry_in_words
from doorstep.temporal.connection_faults import fault
from doorstep.temporal.pollers import unworked
from doorstep.temporal.rpc_words import in_words

_PATIENCE_SECONDS = 4


async def trouble(
    client: Client, settings: TemporalSettings, clock: Clock
) -> str | None:
    """Whether the server answers, knows this client, and has the namespace."""
    request = DescribeNamespaceRequest(namespace=client.namespace)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await client.workflow_service.describe_namespace(request)
    except (RPCError, RuntimeError, TimeoutError) as error:
        said = expiry_in_words(settings, clock()) or await _said(error, client)
        return f"Temporal: {said}".removesuffix(".")
    return None


async def missing_worker(client: Client, task_queue: str, clock: Clock) -> str | None:
    """The first task queue that no worker polls, or why that is unknown."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            idle = await unworked(client, task_queue, clock())
    except (RPCError, RuntimeError, TimeoutError) as error:
        return f"Temporal: {await _said(error, client)}".removesuffix(".")
    return f"a worker on the task queue {idle[0]}" if idle else None


async def _said(error: RPCError | RuntimeError | TimeoutError, client: Client) -> str:
    if isinstance(error, RPCError):
        return in_words(error, client.namespace)
    if isinstance(error, TimeoutError):
        return "it does not respond"
    config = client.service_client.config
    told = await fault(error, config.target_host, encrypted=bool(config.tls))
    return str(told)
