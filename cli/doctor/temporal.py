"""The checks of Temporal: connection, namespace, search attributes, workers."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from cli.doctor.findings import Finding, failed, ok
from cli.doctor.temporal_clock import examine_clock
from doorstep.clock import Clock
from doorstep.errors import ConfigurationError
from doorstep.messages.search_attributes import SEARCH_ATTRIBUTES
from doorstep.settings import Settings
from doorstep.settings.processes import TemporalSettings
from doorstep.temporal.client import connect, temporal_is_unencrypted, temporal_tls
from doorstep.temporal.pollers import unworked

_PATIENCE_SECONDS = 5
_SHORTEST_RETENTION = timedelta(days=1)


async def examine_temporal(given: Settings, clock: Clock) -> list[Finding]:
    """Namespace, search attributes and workers are checked if it is reachable."""
    try:
        settings = TemporalSettings.of(given)
        async with asyncio.timeout(_PATIENCE_SECONDS):
            client = await connect(settings)
    except ConfigurationError as error:
        return [failed("temporal", str(error))]
    except TimeoutError:
        return [failed("temporal", "No response.", "Check that it is running.")]
    reached = ok("temporal", f"Reached {_how(settings)}.")
    namespace = await _answered("namespace", _namespace(client))
    if namespace.state != "ok":
        return [reached, namespace]
    return [
        reached,
        namespace,
        await _answered("search attributes", _search_attributes(client)),
        await _answered("worker", _worker(client, settings.task_queue, clock)),
        await examine_clock(client, clock),
    ]


def _how(settings: TemporalSettings) -> str:
    if temporal_is_unencrypted(settings):
        return "without encryption, as permitted"
    encrypted = bool(temporal_tls(settings))
    return (
        "over TLS, host name verified" if encrypted else "without leaving this machine"
    )


async def _answered(check: str, asking: Awaitable[Finding]) -> Finding:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await asking
    except RPCError as error:
        refused = error.status in (
            RPCStatusCode.PERMISSION_DENIED,
            RPCStatusCode.UNAUTHENTICATED,
        )
        remedy = "Check DOORSTEP_TEMPORAL_API_KEY and its permissions."
        summary = f"Temporal responded with {error.status.name}."
        return failed(check, summary, remedy if refused else "")
    except TimeoutError:
        return failed(check, "Temporal is not responding.", "Check its logs.")


async def _namespace(client: Client) -> Finding:
    request = DescribeNamespaceRequest(namespace=client.namespace)
    try:
        answer = await client.workflow_service.describe_namespace(request)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return failed(
            "namespace",
            f"The namespace {client.namespace} does not exist.",
            f"Run `temporal operator namespace create -n {client.namespace}`, or set "
            "DOORSTEP_TEMPORAL_NAMESPACE.",
        )
    kept = answer.config.workflow_execution_retention_ttl.ToTimedelta()
    days = kept / timedelta(days=1)
    if kept < _SHORTEST_RETENTION:
        return failed(
            "namespace",
            f"{client.namespace} keeps ended flows for only {days:.1f} days.",
            "Run `temporal operator namespace update --retention 30d -n "
            f"{client.namespace}`.",
        )
    return ok("namespace", f"{client.namespace} keeps ended flows for {days:.0f} days.")


async def _search_attributes(client: Client) -> Finding:
    known = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
    missing = [
        key.name
        for key in SEARCH_ATTRIBUTES
        if known.custom_attributes.get(key.name) != keyword
    ]
    if missing:
        summary = f"Not registered as keywords: {', '.join(missing)}."
        return failed("search attributes", summary, "Run `doorstep temporal register`.")
    return ok("search attributes", "All registered.")


async def _worker(client: Client, task_queue: str, clock: Clock) -> Finding:
    idle = await unworked(client, task_queue, clock())
    if idle:
        summary = f"No worker is polling {' and '.join(idle)}."
        return failed("worker", summary, "Start `doorstep worker`.")
    return ok("worker", f"At least one is polling {task_queue}.")
