"""Limits of a namespace, as Temporal Cloud has them: told by name, and retried."""

from collections.abc import AsyncIterator

import pytest
from grpc import StatusCode
from temporalio.api.enums.v1 import ResourceExhaustedCause
from temporalio.api.errordetails.v1 import ResourceExhaustedFailure
from temporalio.testing import WorkflowEnvironment

from changed_settings import changed
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.process.readiness import Readiness
from doorstep.settings.processes import WorkerSettings
from doorstep.temporal.client import connect
from journey import Journey
from mail_server import MailServer
from service import running_service
from temporal_front import Front, Refusal, temporal_front


@pytest.fixture
async def front(temporal: WorkflowEnvironment) -> AsyncIterator[Front]:
    address = temporal.client.service_client.config.target_host
    async with temporal_front(address) as front:
        yield front


def exhausted(cause: "ResourceExhaustedCause.ValueType") -> Refusal:
    failure = ResourceExhaustedFailure(cause=cause)
    return Refusal(StatusCode.RESOURCE_EXHAUSTED, "limit exceeded", (failure,))


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("RPS_LIMIT", "has reached its limit of requests per second (RPS_LIMIT)"),
        ("APS_LIMIT", "has reached its limit of actions per second (APS_LIMIT)"),
        ("SYSTEM_OVERLOADED", "it is overloaded (SYSTEM_OVERLOADED)"),
    ],
)
async def test_a_limit_is_told_by_its_name(
    settings: WorkerSettings, front: Front, cause: str, words: str
) -> None:
    value = ResourceExhaustedCause.Value(f"RESOURCE_EXHAUSTED_CAUSE_{cause}")
    front.refusals["DescribeNamespace"] = exhausted(value)
    there = changed(settings, temporal_address=front.address)
    client = await connect(there, lazy=True)

    missing = await Readiness(there, client, system_clock).missing(needs_worker=False)
    found = (await findings_of(there))["namespace"]

    assert missing
    assert words in missing
    assert (found.state, words in found.summary) == ("failed", True)


async def test_calls_beyond_a_limit_are_retried_while_the_caller_waits(
    front: Front,
    temporal: WorkflowEnvironment,
    database_url: str,
    mail_server: MailServer,
) -> None:
    limit = ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_RPS_LIMIT
    front.refusals["StartWorkflowExecution"] = exhausted(limit)
    front.refused_times = 2
    async with running_service(
        database_url, temporal, mail_server, temporal_address=front.address
    ) as service:
        await service.require_two_step()

        answer = await Journey(service).start()

    assert answer.status_code == 201
    assert front.refused_times == 0
