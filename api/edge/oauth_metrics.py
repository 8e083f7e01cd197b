"""Counts what clients ask of the OAuth endpoints, by kind of client and outcome."""

from fastapi import Request

from doorstep.rules.clients import ClientKind
from doorstep.telemetry import Telemetry

OK = "ok"
_UNKNOWN = "unknown"


class OAuthRequests:
    """Labels are words of ours, so that clients cannot create new ones."""

    def __init__(self, telemetry: Telemetry) -> None:
        self._requests = telemetry.meter.create_counter(
            "doorstep_oauth_requests",
            "Requests to OAuth endpoints, by endpoint, kind of client and outcome.",
        )
        # Exported before the first request, as other counters are.
        self._count(0, "token", ClientKind.web, OK)

    def count(self, endpoint: str, kind: ClientKind | None, outcome: str) -> None:
        """`kind` is None where no registered client was named."""
        self._count(1, endpoint, kind, outcome)

    def _count(
        self, times: int, endpoint: str, kind: ClientKind | None, outcome: str
    ) -> None:
        labels = {
            "endpoint": endpoint,
            "client_kind": kind.value if kind else _UNKNOWN,
            "outcome": outcome,
        }
        self._requests.add(times, labels)


def note_client(request: Request, kind: ClientKind) -> None:
    """Whose request it is, proven or not."""
    request.state.client_kind = kind


def count_request(request: Request, endpoint: str, outcome: str) -> None:
    """`outcome` is `ok`, an error of the standards, or why we redirected nowhere."""
    requests: OAuthRequests = request.app.state.oauth_requests
    requests.count(endpoint, getattr(request.state, "client_kind", None), outcome)
