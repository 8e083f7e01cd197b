"""`doorstep serve`: API and worker in one process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import uuid4

import httpx
import pytest

from cli.one_process import serve
from doorstep.settings.processes import WorkerSettings
from replaying import flow_replays
from seeding import long_enrolled, member_id_of
from service import MEMBER, Service
from trials.ports import free_port
from waiting import LOCK_WAITS, patient_client, until


@dataclass(frozen=True)
class Served:
    """The service through that process, which has the only worker of its queue."""

    service: Service
    settings: WorkerSettings
    process: asyncio.Task[None]

    async def readiness(self) -> httpx.Response:
        async with patient_client(retries=8) as http:
            port = self.settings.internal_port
            return await http.get(f"http://127.0.0.1:{port}/readyz")


@asynccontextmanager
async def _served(service: Service) -> AsyncIterator[Served]:
    settings = service.settings.model_copy(
        update={
            "task_queue": f"one-process-{uuid4()}",
            "api_port": free_port(),
            "internal_port": free_port(),
        }
    )
    process = asyncio.create_task(serve(settings))
    address = f"http://127.0.0.1:{settings.api_port}"
    async with patient_client(retries=8, base_url=address) as http:
        yield Served(replace(service, http=http), settings, process)
    process.cancel()
    await asyncio.wait([process])


@pytest.fixture
async def served(service: Service) -> AsyncIterator[Served]:
    async with _served(service) as served:
        await until(served.readiness, lambda answer: answer.status_code == 200)
        yield served


async def test_member_signs_in_by_one_process(served: Served) -> None:
    person = await long_enrolled(served.service, MEMBER)

    signed_in = await person.submit_code(person.code())

    assert signed_in.json()["stage"] == "signed_in"


async def test_first_task_of_a_login_comes_with_its_start(served: Served) -> None:
    person = await long_enrolled(served.service, MEMBER)
    await person.submit_code(person.code())

    history = await flow_replays(served.service.client, f"login/{person.login['id']}")

    begun = history.events[0].workflow_execution_started_event_attributes
    assert begun.eager_execution_accepted


async def test_W2_stopped_process_answers_requests_in_progress(
    served: Served,
) -> None:
    """Its worker works until the API has answered."""
    service = served.service
    person = await long_enrolled(service, MEMBER)
    member_id = await member_id_of(service.pool, MEMBER)
    async with service.pool.acquire() as connection, connection.transaction():
        await connection.execute(
            "select from members where id = $1 for update", member_id
        )
        asking = asyncio.create_task(person.submit_code(person.code()))
        await until(lambda: service.pool.fetchval(LOCK_WAITS), bool)
        served.process.cancel()
        stopping = await served.readiness()

    assert (await asking).json()["stage"] == "signed_in"
    await asyncio.wait([served.process])
    assert served.process.cancelled()
    assert stopping.json()["waits_for"] == "nothing: this process is stopping"
