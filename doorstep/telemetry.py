"""Telemetry of API and worker: metrics for Prometheus, traces over OTLP.

Both are off unless configured. Labels and attributes are kinds, routes and ids, never
personal data or codes.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from opentelemetry.trace import NoOpTracer, Tracer
from temporalio.common import MetricMeter
from temporalio.runtime import (
    LoggingConfig,
    LoggingFormat,
    PrometheusConfig,
    Runtime,
    TelemetryConfig,
)

from doorstep.settings import Settings
from doorstep.wires.hosts import is_loopback

if TYPE_CHECKING:  # slow to import, and most processes do not need them
    from opentelemetry.sdk.trace import TracerProvider
    from requests import Session
    from temporalio.contrib.opentelemetry import TracingInterceptor

_DURATIONS = (
    "doorstep_request_latency",
    "doorstep_login_duration",
    "doorstep_stage_duration",
    "doorstep_mail_latency",
)
_SECONDS = (
    *(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),  # answers
    *(30, 60, 120, 300, 600, 1200, 1800, 3600, 7200),  # people
)
"""The buckets of the histograms, from a query to the longest login."""
_TRIES = 5
_LINES = LoggingConfig(LoggingConfig.default.filter, format=LoggingFormat.JSON)
"""The SDK's core logs one JSON object a line as well."""


async def _nothing() -> bytes:
    return b""


@dataclass(frozen=True)
class Telemetry:
    """The meter and tracer that are passed on; by default both do nothing."""

    meter: MetricMeter = MetricMeter.noop
    tracer: Tracer = field(default_factory=NoOpTracer)
    runtime: Runtime | None = None
    interceptors: "tuple[TracingInterceptor, ...]" = ()
    exposition: Callable[[], Awaitable[bytes]] = _nothing
    """Returns all metrics in Prometheus' text format."""

    @property
    def counts(self) -> bool:
        return self.meter is not MetricMeter.noop


OFF = Telemetry()


@asynccontextmanager
async def running_telemetry(
    settings: Settings, process: str
) -> AsyncIterator[Telemetry]:
    """Telemetry as configured; `process` is `doorstep-api` or `doorstep-worker`."""
    telemetry = _unmeasured() if settings.internal_port is None else _metrics()
    if settings.traces_url is None:
        yield telemetry
        return
    provider = _traces(settings.traces_url, process)
    try:
        yield traced(telemetry, provider)
    finally:
        await asyncio.to_thread(provider.shutdown)


def _traces(url: str, process: str) -> "TracerProvider":
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(
        resource=Resource.create({SERVICE_NAME: process}), shutdown_on_exit=False
    )
    exporter = OTLPSpanExporter(f"{url}/v1/traces", session=_session(url))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


def _session(url: str) -> "Session | None":
    """For a collector on this machine one without proxies; None is the exporter's own,
    which goes through that of the environment.
    """
    from requests import Session

    if not is_loopback(urlsplit(url).hostname or ""):
        return None
    session = Session()
    session.trust_env = False
    return session


def traced(telemetry: Telemetry, provider: "TracerProvider") -> Telemetry:
    from temporalio.contrib.opentelemetry import TracingInterceptor

    tracer = provider.get_tracer("doorstep")
    return replace(telemetry, tracer=tracer, interceptors=(TracingInterceptor(tracer),))


def _unmeasured() -> Telemetry:
    return Telemetry(runtime=Runtime(telemetry=TelemetryConfig(logging=_LINES)))


def _metrics() -> Telemetry:
    """The metrics of Temporal's SDK and of Doorstep, both kept by the SDK's runtime.

    The runtime exposes them on a loopback port of its own, which the health listener
    forwards.
    """
    runtime, address = _exporting()

    def exposition() -> bytes:
        from urllib.request import ProxyHandler, build_opener

        direct = build_opener(ProxyHandler({}))  # whatever `http_proxy` says
        with direct.open(f"http://{address}/metrics") as shown:
            return bytes(shown.read())

    return Telemetry(
        runtime.metric_meter,
        runtime=runtime,
        exposition=partial(asyncio.to_thread, exposition),
    )


def _exporting() -> tuple[Runtime, str]:
    """The runtime and the address that it listens on.

    The runtime takes no socket and cannot choose a free port, so one is chosen before;
    if another process takes that port meanwhile, the next one is tried.
    """
    for left in reversed(range(_TRIES)):
        address = f"127.0.0.1:{_free_port()}"
        try:
            return _exporting_at(address), address
        except ValueError:  # the runtime could not listen
            if not left:
                raise
    raise AssertionError  # for mypy: the last try returns or raises


def _exporting_at(address: str) -> Runtime:
    exporter = PrometheusConfig(
        bind_address=address,
        counters_total_suffix=True,
        unit_suffix=True,
        durations_as_seconds=True,
        histogram_bucket_overrides=dict.fromkeys(_DURATIONS, _SECONDS),
    )
    return Runtime(
        telemetry=TelemetryConfig(
            logging=_LINES, metrics=exporter, attach_service_name=False
        )
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
