"""Two releases of the worker side by side: flows end with the release they started
with.
"""

from collections.abc import AsyncIterator

import pytest
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

import worker
from activities.notice_mails import NoticeMails
from doorstep.errors import ConfigurationError
from doorstep.mail.smtp import Smtp
from doorstep.process.readiness import Readiness
from doorstep.temporal.deployment import promote
from journey import Journey
from mail_server import MailServer
from seeding import another_login, long_enrolled
from service import Service, running_service
from waiting import until


@pytest.fixture
async def first_release(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> AsyncIterator[Service]:
    """A service whose only worker runs release 1."""
    async with running_service(
        database_url, temporal, mail_server, deployment_version="1"
    ) as service:
        await _promote(service, "1")
        yield service


async def _promote(service: Service, version: str) -> None:
    """As soon as Temporal knows its worker."""

    async def promoted() -> bool:
        try:
            await promote(service.client, service.settings.task_queue, version)
        except ConfigurationError:
            return False
        return True

    await until(promoted, bool)


async def _begun_by(service: Service, person: Journey, version: str) -> None:
    """A login is answered before a worker has begun its flow."""
    flow = f"login/{person.login['id']}"

    async def look() -> str:
        return await _release_of(service.client, flow)

    await until(look, lambda seen: seen == version)


async def _release_of(client: Client, flow: str) -> str:
    described = await client.get_workflow_handle(flow).describe()
    info = described.raw_description.workflow_execution_info.versioning_info
    return str(info.deployment_version.build_id)


async def test_flows_stay_with_their_release_and_new_ones_go_to_the_next(
    first_release: Service,
) -> None:
    service = first_release
    old = await long_enrolled(service)
    await _begun_by(service, old, "1")
    second = service.settings.model_copy(update={"deployment_version": "2"})

    async with worker.running_worker(second):
        await _promote(service, "2")
        new = await another_login(old)
        await old.begin_setup()
        await service.stop_worker()
        signed_in = await new.submit_code(new.code())
        left = await _releases(service, old, new)

        readiness = Readiness(service.settings, service.client, service.clock)
        missing = await readiness.missing()

    assert missing is None
    assert signed_in.json()["stage"] == "signed_in"
    assert left == ["1", "1", "2"]


async def _releases(service: Service, old: Journey, new: Journey) -> list[str]:
    flows = (
        f"login/{old.login['id']}",
        f"enrollment/{old.enrollment['id']}",
        f"login/{new.login['id']}",
    )
    return [await _release_of(service.client, flow) for flow in flows]


async def test_release_without_a_worker_is_not_promoted(
    first_release: Service,
) -> None:
    with pytest.raises(ConfigurationError, match="start it first"):
        await promote(first_release.client, first_release.settings.task_queue, "3")


async def test_row13_release_that_sent_mail_on_the_queue_of_flows_is_promoted_again(
    first_release: Service,
) -> None:
    service, queue = first_release, first_release.settings.task_queue
    person = await long_enrolled(service)
    mails = service.worker.all[1]
    await mails.shutdown()
    await person.begin_setup()  # its mail waits
    notices = NoticeMails(service.pool, Smtp.from_url(service.mail.url), "a@acme.test")

    async with worker.build_worker(service.client, queue, [notices.send], "0"):
        await _promote(service, "0")
