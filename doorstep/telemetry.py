"""What API and worker tell of themselves: metrics for Prometheus, traces over OTLP.

Both are off unless configured. Labels and attributes are kinds, routes and ids: no
person, no code. Who counts is given a Temporal meter, since one that a workflow asks
for is silent in a replay.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.view import ExplicitBucketHistogramAggregation, View
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import NoOpTracer, Tracer
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from temporalio.common import MetricMeter
from temporalio.contrib.opentelemetry import MetricsExporter, TracingInterceptor
from temporalio.runtime import (
    MetricBuffer,
    MetricBufferDurationFormat,
    Runtime,
    TelemetryConfig,
)

from doorstep.settings import Settings

_BUFFER = 100_000
_DRAINED_EACH = timedelta(milliseconds=500)
_SECONDS = (
    *(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),  # answers
    *(30, 60, 120, 300, 600, 1200, 1800, 3600, 7200),  # people
)
"""From a query to the longest login: the bounds of every histogram of durations."""


def _nothing() -> bytes:
    return b""


@dataclass(frozen=True)
class Telemetry:
    """What whoever counts or traces is built with; by itself it keeps nothing."""

    meter: MetricMeter = MetricMeter.noop
    tracer: Tracer = field(default_factory=NoOpTracer)
    runtime: Runtime | None = None
    interceptors: tuple[TracingInterceptor, ...] = ()
    exposition: Callable[[], bytes] = _nothing
    """Gives all metrics in Prometheus' text format."""


OFF = Telemetry()


@asynccontextmanager
async def telemetry(settings: Settings, process: str) -> AsyncIterator[Telemetry]:
    """As the settings ask for; `process` is `doorstep-api` or `doorstep-worker`."""
    async with AsyncExitStack() as stack:
        told = OFF
        if settings.internal_port is not None:
            told = await stack.enter_async_context(_metrics())
        if settings.traces_url is not None:
            provider = _traces(settings.traces_url, process)
            stack.push_async_callback(asyncio.to_thread, provider.shutdown)
            told = traced(told, provider)
        yield told


def _traces(url: str, process: str) -> TracerProvider:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    provider = TracerProvider(
        resource=Resource.create({SERVICE_NAME: process}), shutdown_on_exit=False
    )
    exporter = OTLPSpanExporter(f"{url}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


def traced(told: Telemetry, provider: TracerProvider) -> Telemetry:
    tracer = provider.get_tracer("doorstep")
    return replace(told, tracer=tracer, interceptors=(TracingInterceptor(tracer),))


@asynccontextmanager
async def _metrics() -> AsyncIterator[Telemetry]:
    """Temporal's own and ours, collected in one registry of this process."""
    buffer = MetricBuffer(_BUFFER, MetricBufferDurationFormat.SECONDS)
    runtime = Runtime(
        telemetry=TelemetryConfig(metrics=buffer, attach_service_name=False)
    )
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    provider = MeterProvider(
        metric_readers=[
            PrometheusMetricReader(
                disable_target_info=True, scope_info_enabled=False, registry=registry
            )
        ],
        views=[
            View(
                instrument_name="*",
                instrument_unit="s",
                aggregation=ExplicitBucketHistogramAggregation(_SECONDS),
            )
        ],
        shutdown_on_exit=False,
    )
    async with MetricsExporter(buffer, provider, poll_interval=_DRAINED_EACH):
        yield Telemetry(
            runtime.metric_meter,
            runtime=runtime,
            exposition=lambda: generate_latest(registry),
        )
    provider.shutdown()
