"""Namespaces of Temporal for tests."""

from datetime import timedelta
from uuid import uuid4

from google.protobuf.duration_pb2 import Duration
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    RegisterNamespaceRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError

from waiting import until


async def bare_namespace(
    client: Client, kept_for: timedelta = timedelta(days=1), name: str | None = None
) -> str:
    """A namespace without search attributes; returns its name."""
    name = name or f"bare-{uuid4()}"
    retention = Duration()
    retention.FromTimedelta(kept_for)
    services = client.workflow_service
    await services.register_namespace(
        RegisterNamespaceRequest(
            namespace=name, workflow_execution_retention_period=retention
        )
    )

    async def known() -> bool:
        try:
            await services.describe_namespace(DescribeNamespaceRequest(namespace=name))
        except RPCError:
            return False
        return True

    await until(known, bool)
    return name
