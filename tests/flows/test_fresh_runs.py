"""A flow that is queried while no worker runs can be continued afterwards."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import asynccontextmanager
from typing import TypeVar
from uuid import uuid4

from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from doorstep.messages.flows import Ended
from doorstep.rules.task_queues import mail_queue
from fake_activities import Fakes
from replaying import flow_replays
from simulated_flows import SimulatedEnrollment
from simulation import Simulation
from worker import build_worker
from workflows.enrollment import EnrollmentWorkflow

_FLOWS = 16
"""In some rounds a worker answers the query first, in others it starts with the
task.
"""
_Result = TypeVar("_Result")


async def _all(acts: Iterable[Awaitable[_Result]]) -> list[_Result]:
    return await asyncio.gather(*acts)


def _begun(acts: Iterable[Awaitable[_Result]]) -> list["asyncio.Future[_Result]"]:
    return [asyncio.ensure_future(act) for act in acts]


async def _server_heard(setups: list[SimulatedEnrollment]) -> None:
    """Earlier requests on the same connection have reached the server."""
    await _all(setup.handle.describe() for setup in setups)


@asynccontextmanager
async def _working(client: Client, queue: str, fakes: Fakes) -> AsyncIterator[None]:
    """The real worker for flows, and one for their mails."""
    bound = fakes.activities()
    mails = Worker(client, task_queue=mail_queue(queue), activities=bound)
    async with build_worker(client, queue, bound), mails:
        yield


async def test_W2_flows_queried_without_a_worker_replay(
    temporal: WorkflowEnvironment,
) -> None:
    fakes, client, queue = Fakes(), temporal.client, f"fresh-{uuid4()}"
    simulation = Simulation(temporal, queue, fakes)
    async with _working(client, queue, fakes):
        setups = await _all(simulation.enrollment() for _ in range(_FLOWS))
        await _all(setup.until_idle() for setup in setups)

    read = _begun(setup.stage() for setup in setups)
    await _server_heard(setups)
    await _all(
        setup.handle.signal(EnrollmentWorkflow.end_now, Ended.superseded)
        for setup in setups
    )
    typed = _begun(setup.submit_email_code() for setup in setups)
    await _server_heard(setups)
    async with _working(client, queue, fakes):
        await _all(read)
        await _all(typed)
        await _all(setup.handle.result() for setup in setups)

    for setup in setups:
        await flow_replays(client, setup.handle.id)
