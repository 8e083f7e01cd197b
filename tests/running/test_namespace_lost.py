"""A namespace of Temporal that is deleted under running processes, and made again."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from temporalio.api.operatorservice.v1 import DeleteNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

import worker
from changed_settings import changed
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.process.readiness import Readiness
from doorstep.settings.processes import WorkerSettings
from doorstep.temporal.client import connect
from namespaces import bare_namespace
from waiting import until


class Lost:
    """A worker in a namespace of its own."""

    def __init__(
        self, settings: WorkerSettings, client: Client, server: Client
    ) -> None:
        self.settings = settings
        self.client = client
        self._server = server

    async def missing(self) -> str | None:
        return await Readiness(self.settings, self.client, system_clock).missing()

    async def lose(self) -> None:
        await self._server.operator_service.delete_namespace(
            DeleteNamespaceRequest(namespace=self.settings.temporal_namespace)
        )

    async def restore(self) -> None:
        name = self.settings.temporal_namespace
        await bare_namespace(self._server, name=name)


@pytest.fixture
async def lost(
    settings: WorkerSettings, temporal: WorkflowEnvironment
) -> AsyncIterator[Lost]:
    name = await bare_namespace(temporal.client, name=f"lost-{uuid4()}")
    there = changed(settings, temporal_namespace=name)
    client = await connect(there)
    async with worker.running_worker(there, client=client):
        yield Lost(there, client, temporal.client)


async def test_a_lost_namespace_is_told_and_recovered_from(lost: Lost) -> None:
    await until(lost.missing, lambda missing: missing is None)
    await lost.lose()

    told = await until(lost.missing, bool)
    found = (await findings_of(lost.settings))["namespace"]
    await lost.restore()
    await until(lost.missing, lambda missing: "namespace" not in (missing or ""))

    assert told
    assert told.startswith(
        f"Temporal: the namespace {lost.settings.temporal_namespace} does not exist"
    )
    assert found.state == "failed"
    assert await _a_flow_can_be_started(lost)


async def _a_flow_can_be_started(lost: Lost) -> bool:
    """The same client, as an API's: a worker's polls last up to a minute."""

    async def started() -> bool:
        try:
            await lost.client.start_workflow(
                "Purge", id="purge", task_queue=lost.settings.task_queue
            )
        except RPCError:
            return False
        return True

    return await until(started, bool)
