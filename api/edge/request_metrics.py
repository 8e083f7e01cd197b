"""Counts, times and traces each request by its route, never by its path."""

import asyncio
from datetime import timedelta

from opentelemetry.trace import SpanKind, Status, StatusCode
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from doorstep.telemetry import Telemetry

_METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"})
_FAULT = 500


class RequestMetrics:
    """ASGI middleware, the outermost: it sees what is finally sent.

    Only known methods and routes become labels, so that clients cannot create new ones.
    """

    def __init__(self, app: ASGIApp, *, telemetry: Telemetry) -> None:
        self._app = app
        self._tracer = telemetry.tracer
        self._requests = telemetry.meter.create_counter(
            "doorstep_requests", "Answered requests by method, route and status."
        )
        # Exported before the first request: an idle API can be told from a missing one.
        self._requests.add(0, {"method": "GET", "route": "other", "status": "200"})
        self._latency = telemetry.meter.create_histogram_timedelta(
            "doorstep_request_latency", "From a request to the end of its answer.", "s"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        now = asyncio.get_running_loop().time
        began = now()
        method = scope["method"] if scope["method"] in _METHODS else "other"
        with self._tracer.start_as_current_span(
            method,
            kind=SpanKind.SERVER,
            record_exception=False,  # its message may contain user input
            set_status_on_exception=False,
        ) as span:
            try:
                await self._app(scope, receive, send_noting)
            finally:
                route = _route(scope)
                span.update_name(f"{method} {route}")
                span.set_attributes(
                    {"http.route": route, "http.response.status_code": status}
                )
                if status >= _FAULT:
                    span.set_status(Status(StatusCode.ERROR))
                labels = {"method": method, "route": route}
                self._latency.record(timedelta(seconds=now() - began), labels)
                self._requests.add(1, {**labels, "status": str(status)})


def _route(scope: Scope) -> str:
    """Its template, such as `/v1/logins/{login_id}`."""
    return str(getattr(scope.get("route"), "path", "other"))
