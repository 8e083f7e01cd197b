"""The checks of Temporal: connection, namespace, search attributes, workers."""

import asyncio
from collections.abc import Awaitable
from datetime import datetime, timedelta

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from cli.doctor.findings import Finding, failed, ok, warning
from cli.doctor.temporal_clock import examine_clock
from doorstep.clock import Clock
from doorstep.errors import ConfigurationError
from doorstep.settings import Settings
from doorstep.settings.processes import TemporalSettings
from doorstep.temporal.client import connect, temporal_is_unencrypted, temporal_tls
from doorstep.temporal.client_certificate import day, expiry_in_words, valid_until
from doorstep.temporal.pollers import unworked
from doorstep.temporal.rpc_words import in_words, lacks_namespace
from doorstep.temporal.search_attributes import lacking, other_type, to_be_made

_PATIENCE_SECONDS = 5
_SHORTEST_RETENTION = timedelta(days=1)
_KEEP = "temporal operator namespace update --retention 30d -n"
_KEEP_ON_CLOUD = "tcld namespace retention set --retention-days 30 --namespace"
_SOON = timedelta(days=7)
_RENEW = "Renew it. API and worker use the new file within seconds, without a restart."


async def examine_temporal(given: Settings, clock: Clock) -> list[Finding]:
    """Namespace, search attributes and workers are checked if it is reachable."""
    try:
        settings = TemporalSettings.of(given)
    except ConfigurationError as error:
        return [failed("temporal", str(error))]
    reached = await _examine(settings, clock)
    return [*_certificate(settings, clock()), *reached]


async def _examine(settings: TemporalSettings, clock: Clock) -> list[Finding]:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            client = await connect(settings)
    except ConfigurationError as error:
        return [failed("temporal", str(error))]
    except TimeoutError:
        return [failed("temporal", "No response.", "Check that it is running.")]
    reached = ok("temporal", f"Reached {_how(settings)}.")
    namespace = await _answered("namespace", _namespace(client), client)
    if namespace.state != "ok":
        return [reached, namespace]
    return [
        reached,
        namespace,
        await _answered("search attributes", _search_attributes(client), client),
        await _answered("worker", _worker(client, settings.task_queue, clock), client),
        await examine_clock(client, clock),
    ]


def _how(settings: TemporalSettings) -> str:
    if temporal_is_unencrypted(settings):
        return "without encryption, as permitted"
    encrypted = bool(temporal_tls(settings))
    return (
        "over TLS, host name verified" if encrypted else "without leaving this machine"
    )


def _certificate(settings: TemporalSettings, at: datetime) -> list[Finding]:
    """Of this client, if it presents one."""
    check, until = "temporal certificate", valid_until(settings)
    if until is None:
        return []
    if expired := expiry_in_words(settings, at):
        return [failed(check, f"{expired[0].upper()}{expired[1:]}.", _RENEW)]
    said = f"Valid until {day(until)}."
    return [warning(check, said, _RENEW) if until - at < _SOON else ok(check, said)]


async def _answered(check: str, asking: Awaitable[Finding], client: Client) -> Finding:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await asking
    except RPCError as error:
        return failed(check, f"Temporal: {in_words(error, client.namespace)}")
    except TimeoutError:
        return failed(check, "Temporal is not responding.", "Check its logs.")


async def _namespace(client: Client) -> Finding:
    request = DescribeNamespaceRequest(namespace=client.namespace)
    try:
        answer = await client.workflow_service.describe_namespace(request)
    except RPCError as error:
        if not lacks_namespace(error):
            raise
        return failed(
            "namespace",
            f"The namespace {client.namespace} does not exist.",
            f"Run `temporal operator namespace create -n {client.namespace}`, or on "
            "Temporal Cloud `tcld namespace create`, or set "
            "DOORSTEP_TEMPORAL_NAMESPACE.",
        )
    kept = answer.config.workflow_execution_retention_ttl.ToTimedelta()
    days = kept / timedelta(days=1)
    if kept < _SHORTEST_RETENTION:
        return failed(
            "namespace",
            f"{client.namespace} keeps ended flows for only {days:.1f} days.",
            f"Run `{_KEEP} {client.namespace}`, or on Temporal Cloud `{_KEEP_ON_CLOUD} "
            f"{client.namespace}`.",
        )
    return ok("namespace", f"{client.namespace} keeps ended flows for {days:.0f} days.")


async def _search_attributes(client: Client) -> Finding:
    check, namespace = "search attributes", client.namespace
    found = await lacking(client)
    if found.of_another_type:
        return failed(check, other_type(found.of_another_type, namespace))
    if not found.missing:
        return ok(check, "All registered.")
    summary = f"Not registered as keywords: {', '.join(found.missing)}."
    if found.by_others:
        return failed(check, summary, to_be_made(found.missing, namespace))
    return failed(check, summary, "Run `doorstep temporal register`.")


async def _worker(client: Client, task_queue: str, clock: Clock) -> Finding:
    idle = await unworked(client, task_queue, clock())
    if idle:
        summary = f"No worker is polling {' and '.join(idle)}."
        return failed("worker", summary, "Start `doorstep worker`.")
    return ok("worker", f"At least one is polling {task_queue}.")
