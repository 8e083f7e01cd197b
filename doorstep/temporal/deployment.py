"""Worker versioning: flows stay on the release on which they began.

A worker with DOORSTEP_DEPLOYMENT_VERSION gets new flows once its version is the current
one, and keeps its flows until they end.
"""

from importlib import metadata

from temporalio.api.workflowservice.v1 import SetWorkerDeploymentCurrentVersionRequest
from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import WorkerDeploymentConfig

from doorstep.errors import ConfigurationError


def deployment_of(
    task_queue: str, version: str | None
) -> WorkerDeploymentConfig | None:
    """The deployment config of a worker; None for an unversioned one."""
    if version is None:
        return None
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(task_queue, version),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.PINNED,
    )


def build_id_of(version: str | None) -> str | None:
    """The build id of an unversioned worker; a versioned one has its version.

    Without one, the SDK reads and hashes the code of every module that is imported, at
    each start.
    """
    return None if version else f"doorstep-{metadata.version('doorstep')}"


async def promote(client: Client, task_queue: str, version: str) -> None:
    """Make this version the current one. Raises ConfigurationError without a worker."""
    request = SetWorkerDeploymentCurrentVersionRequest(
        namespace=client.namespace,
        deployment_name=task_queue,
        build_id=version,
        identity=client.identity,
        ignore_missing_task_queues=True,  # an earlier release has no queues for mail
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
