"""What an error of Temporal says about the flow that was called.

Several share a status: nothing but their messages tells them apart.
"""

from temporalio.api.errordetails.v1 import NamespaceNotFoundFailure
from temporalio.service import RPCError, RPCStatusCode

_FULL = "limit on the total number of distinct updates"
_PAUSED = "Workflow is paused"


def is_gone(error: RPCError) -> bool:
    """The workflow is not running; a missing namespace is a wrong setting."""
    missing_namespace = any(
        detail.Is(NamespaceNotFoundFailure.DESCRIPTOR)
        for detail in error.grpc_status.details
    )
    return error.status is RPCStatusCode.NOT_FOUND and not missing_namespace


def is_full(error: RPCError) -> bool:
    """The run has taken all the updates that Temporal allows."""
    return _failed(error) and _FULL in error.message


def is_paused(error: RPCError) -> bool:
    return _failed(error) and _PAUSED in error.message


def was_dropped(error: RPCError) -> bool:
    """Of the errors of this status, the one that is transient."""
    return _failed(error) and not is_full(error) and not is_paused(error)


def _failed(error: RPCError) -> bool:
    return error.status is RPCStatusCode.FAILED_PRECONDITION
