"""Releases side by side: flows stay with the one they began in.

A worker with DOORSTEP_DEPLOYMENT_VERSION takes new flows once that release is current,
and goes on with those it has until they end.
"""

from temporalio.api.workflowservice.v1 import SetWorkerDeploymentCurrentVersionRequest
from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import WorkerDeploymentConfig

from doorstep.errors import ConfigurationError


def deployment_of(
    task_queue: str, version: str | None
) -> WorkerDeploymentConfig | None:
    """What a worker says of itself; None for one that takes every flow."""
    if version is None:
        return None
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(task_queue, version),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.PINNED,
    )


async def promote(client: Client, task_queue: str, version: str) -> None:
    """Give new flows to this release; ConfigurationError where no worker runs it."""
    request = SetWorkerDeploymentCurrentVersionRequest(
        namespace=client.namespace,
        deployment_name=task_queue,
        build_id=version,
        identity=client.identity,
        ignore_missing_task_queues=True,  # one of before sends mail on its only queue
    )
    try:
        await client.workflow_service.set_worker_deployment_current_version(request)
    except RPCError as error:
        if error.status not in (
            RPCStatusCode.NOT_FOUND,
            RPCStatusCode.FAILED_PRECONDITION,
        ):
            raise
        raise ConfigurationError(
            f"No worker with DOORSTEP_DEPLOYMENT_VERSION={version} has polled "
            f"{task_queue} yet: start it first."
        ) from None
