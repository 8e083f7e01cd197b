"""Describing, listing and signalling workflow executions in any status.

The SDK's own descriptions and lists raise ValueError for a status that it does not
know, such as 8 of a paused workflow (temporalio 1.35, Temporal 1.32); here a status is
only text.
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
"""A list filter for executions that have not closed, whatever their status is."""


async def describe(
    client: Client, workflow_id: str, within: timedelta | None = None
) -> DescribeWorkflowExecutionResponse:
    """The newest run. Raises RPCError, with NOT_FOUND if there is none."""
    return await client.workflow_service.describe_workflow_execution(
        DescribeWorkflowExecutionRequest(
            namespace=client.namespace,
            execution=WorkflowExecution(workflow_id=workflow_id),
        ),
        retry=True,
        timeout=within,
    )


def status(described: DescribeWorkflowExecutionResponse) -> str:
    """Such as `running` or `terminated`; `status 9` if it is not known."""
    number = described.workflow_execution_info.status
    if number not in WorkflowExecutionStatus.values():
        return f"status {number}"
    name = WorkflowExecutionStatus.Name(number)
    return name.removeprefix(_PREFIX).lower()


def closed_at(described: DescribeWorkflowExecutionResponse) -> datetime | None:
    info = described.workflow_execution_info
    return moment(info.close_time) if info.HasField("close_time") else None


def paused_since(described: DescribeWorkflowExecutionResponse) -> datetime | None:
    """Since when it is paused, and gets no tasks; None if it is not paused."""
    if described.workflow_execution_info.status != _PAUSED:
        return None
    return moment(described.workflow_extended_info.pause_info.paused_time)


async def signal_end(
    client: Client, workflow_id: str, news: Ended, within: timedelta | None = None
) -> None:
    """Signal a flow that its row has ended; unpause it and its setup for that.

    Raises RPCError, with NOT_FOUND if it has closed already.
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
    """Unpause it; does nothing if it is not paused, or has closed."""
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
            RPCStatusCode.FAILED_PRECONDITION,  # unpaused meanwhile by another process
        ):
            raise


async def open_workflow_ids(client: Client, query: str) -> list[str]:
    """The workflow ids that match the list filter and have not closed."""
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
