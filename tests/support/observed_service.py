"""A service whose metrics and traces a test can read."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families
from temporalio.testing import WorkflowEnvironment

from doorstep.settings import Settings
from doorstep.telemetry import Telemetry, running_telemetry, traced
from leaks import Trace
from mail_server import MailServer
from service import Service, running_service
from waiting import until


@dataclass(frozen=True)
class ObservedService:
    """The service, the telemetry its parts report to, and its spans in memory."""

    service: Service
    telemetry: Telemetry
    spans: InMemorySpanExporter

    async def metrics(self) -> dict[str, float]:
        """Every sample in Prometheus' notation, such as `a_total{kind="x"}`."""
        text = (await self.telemetry.exposition()).decode()
        return {
            _named(sample.name, sample.labels): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    async def counted(self, sample: str, value: float = 1) -> dict[str, float]:
        """All samples, once this one has its value: they are updated seconds later."""
        return await until(self.metrics, lambda seen: seen.get(sample) == value)

    def traces(self) -> list[Trace]:
        return [
            Trace(span.name, json.dumps(json.loads(span.to_json())))
            for span in self.spans.get_finished_spans()
        ]


@asynccontextmanager
async def observed_service(
    database_url: str, temporal: WorkflowEnvironment, mail: MailServer
) -> AsyncIterator[ObservedService]:
    spans = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(spans))
    async with running_telemetry(
        Settings(internal_port=9464), "doorstep-test"
    ) as metered:
        reported = traced(metered, provider)
        async with running_service(
            database_url, temporal, mail, telemetry=reported, resend_cooldown=1
        ) as service:
            yield ObservedService(service, reported, spans)


def _named(name: str, labels: dict[str, str]) -> str:
    inside = ",".join(f'{key}="{value}"' for key, value in sorted(labels.items()))
    return f"{name}{{{inside}}}" if inside else name
