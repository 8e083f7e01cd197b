"""Metrics and traces of a whole journey, which contain no personal data."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import promql_parser
import pytest
from ruamel.yaml import YAML
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer

from compose_file import ROOT
from full_journey import PERSONAL, Secrets, full_journey
from leaks import Trace, leaks
from mail_server import MailServer
from observed_service import ObservedService, observed_service
from row_deletion import RowDeletion
from seeding import long_enrolled
from service import ADMIN, Service
from worker import WORKFLOWS

_DASHBOARD = ROOT / "deploy/grafana/doorstep.json"
_ALERTS = ROOT / "deploy/prometheus/alerts.yml"


@dataclass(frozen=True)
class Seen:
    """`replayed` are the metrics after every flow was replayed in this process."""

    metrics: dict[str, float]
    replayed: dict[str, float]
    exposition: str
    traces: list[Trace]
    journey: Secrets


@pytest.fixture(scope="module")
async def seen(
    delete_all_rows: RowDeletion,
    temporal: WorkflowEnvironment,
    shared_mail_server: MailServer,
) -> Seen:
    """After the journey of one member, and guesses at another's device."""
    shared_mail_server.reset()
    database_url = delete_all_rows.address
    async with observed_service(database_url, temporal, shared_mail_server) as observed:
        journey = await full_journey(observed.service)
        await _guess(observed.service)
        metrics = await observed.counted('doorstep_lockouts_total{kind="wait"}')
        await _replay(observed)
        seen = Seen(
            metrics,
            await observed.metrics(),
            (await observed.telemetry.exposition()).decode(),
            observed.traces(),
            journey,
        )
    await delete_all_rows()
    return seen


async def _guess(service: Service) -> None:
    person = await long_enrolled(service, ADMIN)
    for _ in range(5):
        await person.submit_code(person.wrong_code())


async def _replay(observed: ObservedService) -> None:
    client = observed.service.client
    queue = observed.service.settings.task_queue
    replayer = Replayer(
        workflows=WORKFLOWS,
        runtime=observed.telemetry.runtime,
        data_converter=client.data_converter,
        interceptors=observed.telemetry.interceptors,
    )
    flows = client.list_workflows(f'TaskQueue="{queue}"').map_histories()
    async with replayer.workflow_replay_iterator(flows) as results:
        async for result in results:
            assert result.replay_failure is None


def _ours(metrics: dict[str, float]) -> dict[str, float]:
    """All but those of loops, which go on meanwhile."""
    return {
        name: value
        for name, value in metrics.items()
        if name.startswith("doorstep_") and "_loop_" not in name
    }


def test_logins_and_setups_are_counted_by_how_they_end(seen: Seen) -> None:
    assert seen.metrics["doorstep_logins_started_total"] == 3
    assert seen.metrics['doorstep_logins_ended_total{outcome="signed_in"}'] == 2
    assert seen.metrics["doorstep_setups_started_total"] == 2
    assert seen.metrics['doorstep_setups_ended_total{outcome="enrolled"}'] == 2


@pytest.mark.parametrize(
    ("kind", "verdict", "count"),
    [
        *(("login", "right", 2), ("login", "wrong", 6)),
        *(("email", "right", 2), ("email", "wrong", 1)),
        ("setup", "right", 2),
    ],
)
def test_codes_are_counted_by_kind_and_verdict(
    kind: str, verdict: str, count: int, seen: Seen
) -> None:
    sample = f'doorstep_codes_total{{kind="{kind}",verdict="{verdict}"}}'

    assert seen.metrics[sample] == count


def test_mails_are_counted_by_outcome_and_timed(seen: Seen) -> None:
    def mails(name: str, *labels: str) -> float:
        """Temporal adds labels of its own to what an activity counts."""
        wanted = ('kind="email_verification"', *labels)
        return sum(
            value
            for sample, value in seen.metrics.items()
            if sample.startswith(name + "{") and all(one in sample for one in wanted)
        )

    assert mails("doorstep_mails_total", 'outcome="accepted"') == 2
    assert mails("doorstep_mails_total", 'outcome="delayed"') >= 1
    assert mails("doorstep_mail_latency_seconds_count") == 2


def test_stages_and_logins_are_timed(seen: Seen) -> None:
    stage = 'doorstep_stage_duration_seconds_count{stage="verify_email"}'
    login = 'doorstep_login_duration_seconds_count{outcome="signed_in"}'

    assert (seen.metrics[stage], seen.metrics[login]) == (2, 2)


def test_responses_are_counted_by_route_and_status(seen: Seen) -> None:
    route = 'route="/v1/logins/{login_id}/code"'
    wrong = f'doorstep_requests_total{{method="POST",{route},status="422"}}'

    assert seen.metrics[wrong] == 6


def test_replayed_flows_are_not_counted_again(seen: Seen) -> None:
    before, after = _ours(seen.metrics), _ours(seen.replayed)

    assert {name: after[name] for name in before} == before


def test_a_trace_leads_from_the_password_through_flow_and_activities(
    seen: Seen,
) -> None:
    """The span of an update's handler belongs to the flow's trace, and links to the
    request.
    """
    spans = [json.loads(trace.text) for trace in seen.traces]
    handled = next(span for span in spans if span["name"] == "HandleUpdate:submit_code")
    asked = {
        span["context"]["trace_id"]
        for span in spans
        if span["name"] == "POST /v1/logins/{login_id}/code"
    }

    flow = handled["context"]["trace_id"]
    names = {span["name"] for span in spans if span["context"]["trace_id"] == flow}
    assert {link["context"]["trace_id"] for link in handled["links"]} <= asked
    assert names >= {
        "POST /v1/logins",
        "StartWorkflow:Login",
        "RunWorkflow:Login",
        "RunActivity:judge_login_code",
    }


def test_L1_metrics_and_traces_contain_nothing_personal_or_secret(seen: Seen) -> None:
    exported = [Trace("metrics", seen.exposition), *seen.traces]

    assert len(seen.traces) > 50
    assert leaks(exported, seen.journey.words() | PERSONAL) == []


def _queries() -> Iterator[str]:
    for panel in json.loads(_DASHBOARD.read_text())["panels"]:
        for target in panel["targets"]:
            yield target["expr"].replace("$__rate_interval", "5m")
    for group in YAML(typ="safe").load(_ALERTS)["groups"]:
        for rule in group["rules"]:
            yield rule["expr"]


def _selected(query: promql_parser.Expr) -> Iterator[str]:
    """The metrics that a query reads."""
    if isinstance(query, promql_parser.VectorSelector):
        yield str(query.name)
        return
    names = ("expr", "lhs", "rhs", "vector_selector")
    parts = [getattr(query, name, None) for name in names]
    for part in [*parts, *getattr(query, "args", ())]:
        if part is not None:
            yield from _selected(part)


def test_dashboard_and_alerts_use_existing_metrics(seen: Seen) -> None:
    asked = {
        name for query in _queries() for name in _selected(promql_parser.parse(query))
    }

    known = {sample.partition("{")[0] for sample in seen.metrics} | {"up"}
    assert len(asked) > 10
    assert asked <= known
