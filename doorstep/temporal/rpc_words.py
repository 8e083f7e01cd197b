"""What an error of Temporal means, as a sentence for the operator."""

from temporalio.api.enums.v1 import ResourceExhaustedCause
from temporalio.api.errordetails.v1 import (
    NamespaceNotFoundFailure,
    ResourceExhaustedFailure,
)
from temporalio.service import RPCError, RPCStatusCode

_REFUSED = (RPCStatusCode.PERMISSION_DENIED, RPCStatusCode.UNAUTHENTICATED)
_UNAVAILABLE = (RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED)
_CAUSE = "RESOURCE_EXHAUSTED_CAUSE_"
_LIMITS = {
    "RPS_LIMIT": "requests per second",
    "APS_LIMIT": "actions per second",
    "OPS_LIMIT": "operations per second",
    "CONCURRENT_LIMIT": "concurrent polls",
}
"""Of a namespace. The other causes are of the server."""


def lacks_namespace(error: RPCError) -> bool:
    return any(
        detail.Is(NamespaceNotFoundFailure.DESCRIPTOR)
        for detail in error.grpc_status.details
    )


def exhausted(error: RPCError) -> str | None:
    """The cause that a server gives with RESOURCE_EXHAUSTED, such as `RPS_LIMIT`."""
    if error.status is not RPCStatusCode.RESOURCE_EXHAUSTED:
        return None
    for detail in error.grpc_status.details:
        failure = ResourceExhaustedFailure()
        if detail.Unpack(failure):
            try:
                name = ResourceExhaustedCause.Name(failure.cause)
            except ValueError:  # of a later server
                return f"cause {failure.cause}"
            return name.removeprefix(_CAUSE)
    return "no cause"


def in_words(error: RPCError, namespace: str) -> str:
    """What keeps Temporal from doing what was asked, and what to do."""
    if lacks_namespace(error):
        return (
            f"the namespace {namespace} does not exist, or was deleted. Create it, or "
            "set DOORSTEP_TEMPORAL_NAMESPACE."
        )
    if error.status in _REFUSED:
        return (
            f"it refuses this client in the namespace {namespace} "
            f"({error.status.name}). Check the API key or the client certificate, its "
            "expiry and its permissions."
        )
    if cause := exhausted(error):
        return _too_much(cause, namespace)
    if error.status in _UNAVAILABLE:
        return f"it does not respond ({error.status.name})."
    return f"it responded with {error.status.name}."


def _too_much(cause: str, namespace: str) -> str:
    if limit := _LIMITS.get(cause):
        return (
            f"the namespace {namespace} has reached its limit of {limit} "
            f"({cause}). Calls are retried; raise the limit if this goes on."
        )
    return f"it is overloaded ({cause}). Calls are retried."
