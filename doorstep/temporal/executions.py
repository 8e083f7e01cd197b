"""Executions of workflows as the server describes them, in whatever state it knows.

The SDK's own descriptions and lists raise ValueError for a status that it has no name
for, such as 8, that of a paused workflow (temporalio 1.35, Temporal 1.32): here a
status is only a word.
"""

from datetime import UTC, datetime, timedelta

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import WorkflowExecutionStatus
from temporalio.api.workflowservice.v1 import (
    DescribeWorkflowExecutionRequest,
    DescribeWorkflowExecutionResponse,
    ListWorkflowExecutionsRequest,
    UnpauseWorkflowExecutionRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from doorstep.messages.flows import Ended

_PREFIX = "WORKFLOW_EXECUTION_STATUS_"
_PAUSED = WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_PAUSED
_OPEN = "CloseTime is null"
"""Running, paused, or whatever a later server calls it."""


async def describe(
    client: Client, workflow_id: str, within: timedelta | None = None
) -> DescribeWorkflowExecutionResponse:
    """Its newest run; RPCError, NOT_FOUND where there is none."""
    return await client.workflow_service.describe_workflow_execution(
        DescribeWorkflowExecutionRequest(
            namespace=client.namespace,
            execution=WorkflowExecution(workflow_id=workflow_id),
        ),
        retry=True,
        timeout=within,
    )


def status(described: DescribeWorkflowExecutionResponse) -> str:
    """Such as `running`, `terminated` or, of a later server, `status 9`."""
    number = described.workflow_execution_info.status
    if number not in WorkflowExecutionStatus.values():
        return f"status {number}"
    name = WorkflowExecutionStatus.Name(number)
    return name.removeprefix(_PREFIX).lower()


def closed_at(described: DescribeWorkflowExecutionResponse) -> datetime | None:
    info = described.workflow_execution_info
    return moment(info.close_time) if info.HasField("close_time") else None


def paused_since(described: DescribeWorkflowExecutionResponse) -> datetime | None:
    """None where it is not paused: no task of it is given to a worker while it is."""
    if described.workflow_execution_info.status != _PAUSED:
        return None
    return moment(described.workflow_extended_info.pause_info.paused_time)


async def signal_end(
    client: Client, workflow_id: str, news: Ended, within: timedelta | None = None
) -> None:
    """Signal a flow that its rows have ended, and let it and its set-up hear of it.

    RPCError, NOT_FOUND where it is over already.
    """
    described = await describe(client, workflow_id, within)
    await client.get_workflow_handle(workflow_id).signal(
        "end_now", news, rpc_timeout=within
    )
    for flow in (workflow_id, *(c.workflow_id for c in described.pending_children)):
        await unpause(client, flow, within)


async def unpause(
    client: Client, workflow_id: str, within: timedelta | None = None
) -> None:
    """Let it go on to its end; one that is not paused, or over, is fine."""
    try:
        if paused_since(await describe(client, workflow_id, within)) is None:
            return
        await client.workflow_service.unpause_workflow_execution(
            UnpauseWorkflowExecutionRequest(
                namespace=client.namespace,
                workflow_id=workflow_id,
                identity=client.identity,
                reason="its rows have ended",
            ),
            retry=True,
            timeout=within,
        )
    except RPCError as error:
        if error.status not in (
            RPCStatusCode.NOT_FOUND,
            RPCStatusCode.FAILED_PRECONDITION,  # somebody else was quicker
        ):
            raise


async def open_ones(client: Client, query: str) -> list[str]:
    """The ids of those that are not over, of a list filter without a status."""
    found: list[str] = []
    request = ListWorkflowExecutionsRequest(
        namespace=client.namespace, query=f"{query} and {_OPEN}"
    )
    while True:
        page = await client.workflow_service.list_workflow_executions(
            request, retry=True
        )
        found += [each.execution.workflow_id for each in page.executions]
        if not page.next_page_token:
            return found
        request.next_page_token = page.next_page_token


def moment(timestamp: Timestamp) -> datetime:
    return timestamp.ToDatetime(tzinfo=UTC)
