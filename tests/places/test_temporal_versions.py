"""Earlier Temporal servers: what people do works on each of them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from cli.up.temporal import LEAN
from command import run_doorstep
from doctor_findings import findings_of
from journey import Journey
from mail_server import MailServer
from service import Service, running_service
from temporal_servers import SERVERS, temporal_server
from trials.ports import free_port
from waiting import PATIENCE_SECONDS, until


@pytest.fixture(params=SERVERS, scope="module")
async def temporal(
    request: pytest.FixtureRequest,
) -> AsyncIterator[WorkflowEnvironment]:
    """In place of the embedded one, whose search attributes a command registers."""
    async with await WorkflowEnvironment.start_local(
        port=free_port(),
        dev_server_existing_path=temporal_server(request.param),
        data_converter=pydantic_data_converter,
        dev_server_log_level="error",
        dev_server_extra_args=LEAN,
        dev_server_startup_timeout=timedelta(seconds=PATIENCE_SECONDS),
    ) as environment:
        code, _ = await run_doorstep(
            *("temporal", "register"),
            DOORSTEP_TEMPORAL_ADDRESS=address_of(environment),
        )
        assert code == 0
        yield environment


@pytest.fixture
async def service(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> AsyncIterator[Service]:
    async with running_service(database_url, temporal, mail_server) as service:
        yield service


def address_of(temporal: WorkflowEnvironment) -> str:
    return temporal.client.service_client.config.target_host


async def test_a_member_sets_up_an_authenticator_and_signs_in(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()

    await person.set_up()
    signed_in = await person.sign_in_after_setup()

    assert signed_in.json()["session"]["amr"] == ["pwd", "otp", "mfa"]


async def test_flows_are_found_by_their_search_attributes(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    member = await service.member()

    async def flows() -> int:
        query = f'DoorstepMember = "{member.id}"'
        return (await service.client.count_workflows(query)).count

    assert await until(flows, bool) == 1


async def test_the_doctor_finds_nothing_amiss(service: Service) -> None:
    found = await findings_of(service.settings)

    checks = ("temporal", "namespace", "search attributes", "worker", "temporal clock")
    assert {check: found[check].state for check in checks} == dict.fromkeys(
        checks, "ok"
    )
