"""Flows that an operator has paused, and flows that have used up their updates."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from temporalio.api.workflowservice.v1 import PauseWorkflowExecutionRequest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

from cli.erasure import erase_member
from cli.interventions import cancel_flow
from cli.up.binaries import program
from cli.up.temporal import LEAN
from doorstep.messages.search_attributes import SEARCH_ATTRIBUTES
from doorstep.temporal.executions import (
    describe,
    open_workflow_ids,
    paused_since,
    status,
)
from doorstep.why.explanations import Reason
from journey import Journey
from mail_server import MailServer
from problem_documents import kind, problem
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, Service, running_service
from waiting import until
from why_answers import why

_A_SECOND = timedelta(seconds=1)
_MOST_UPDATES = 12
_OPTIONS = (
    *("--dynamic-config-value", "frontend.WorkflowPauseEnabled=true"),
    *("--dynamic-config-value", f"history.maxTotalUpdates={_MOST_UPDATES}"),
)


@pytest.fixture(scope="module")
async def peculiar() -> AsyncIterator[WorkflowEnvironment]:
    """A server that can pause workflows, and allows few updates per run."""
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=program("temporal"),
        data_converter=pydantic_data_converter,
        search_attributes=list(SEARCH_ATTRIBUTES),
        dev_server_log_level="error",
        dev_server_extra_args=[
            *LEAN,
            *_OPTIONS,
        ],
        dev_server_startup_timeout=timedelta(seconds=60),
    ) as environment:
        yield environment


@pytest.fixture
async def service(
    database_url: str, peculiar: WorkflowEnvironment, mail_server: MailServer
) -> AsyncIterator[Service]:
    async with running_service(database_url, peculiar, mail_server) as service:
        yield service


async def _pause(client: Client, workflow_id: str) -> None:
    await client.workflow_service.pause_workflow_execution(
        PauseWorkflowExecutionRequest(
            namespace=client.namespace, workflow_id=workflow_id, identity="operator"
        )
    )


async def _paused_in(service: Service, stage: str) -> Journey:
    """A person whose login and setup an operator paused in this stage."""
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as(stage)
    if stage == "verify_email":
        await person.email_code()
    for flow in _flows(person):
        await _pause(service.client, flow)
    return person


async def _administrator(service: Service) -> Journey:
    await service.require_two_step(False)
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


def _flows(person: Journey) -> list[str]:
    return [f"login/{person.login['id']}", f"enrollment/{person.enrollment['id']}"]


async def _are_over(person: Journey) -> None:
    async def states() -> list[bool]:
        found = [await describe(person.service.client, f) for f in _flows(person)]
        return [status(each) in ("completed", "canceled") for each in found]

    await until(states, all)


async def test_W2_row19_a_paused_flow_can_be_read_and_not_changed(
    service: Service,
) -> None:
    person = await _paused_in(service, "connect_device")
    acts: list[Awaitable[httpx.Response]] = [
        person.advance("connect_device"),
        person.submit_setup_code(person.code()),
        person.delete(person.enrollment_path),
        person.delete(person.login_path),
    ]

    read, login = await person.read_enrollment(), await person.read()
    shown = await person.authenticator()
    answers = [await act for act in acts]
    setup = await person.post(f"{person.login_path}/setup")

    assert (read["stage"], login["stage"]) == ("connect_device", "setting_up")
    assert shown["secret"] == person.secret
    told_to_wait = (503, "temporarily-unavailable", {"retry_after": 2})
    assert [problem(answer) for answer in answers] == [told_to_wait] * 4
    assert (setup.status_code, setup.json()["id"]) == (200, person.enrollment["id"])


async def test_W2_row19_a_paused_flow_continues_once_it_is_unpaused(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    flow = f"login/{person.login['id']}"
    await _pause(service.client, flow)

    refused = await person.submit_code(person.code())
    found = await why(service)
    await _temporal(service, "unpause", flow)
    accepted = await person.submit_code(person.code())

    assert kind(refused) == (503, "temporarily-unavailable")
    assert (found.explanation.reason, found.explanation.flow) == (
        Reason.workflow_paused,
        flow,
    )
    assert accepted.status_code == 200


async def _temporal(service: Service, act: str, workflow_id: str) -> None:
    """The `temporal` command of an operator."""
    address = service.settings.temporal_address
    process = await asyncio.create_subprocess_exec(
        *(program("temporal"), "workflow", act, "--workflow-id", workflow_id),
        *("--address", address),
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert await process.wait() == 0


async def test_row19_why_shows_since_when_a_flow_is_paused(service: Service) -> None:
    person = await _paused_in(service, "verify_email")
    described = await describe(service.client, _flows(person)[1])

    found = await why(service)

    assert found.explanation.reason is Reason.workflow_paused
    assert found.explanation.reason.severity == "broken"
    since = found.explanation.since
    assert since is not None
    assert since == paused_since(described)
    # Temporal reads its clock twice: for the state of the flow, and for the event.
    assert abs(found.timeline[-1].at - since) < _A_SECOND


async def test_S2_row19_erasing_a_member_ends_paused_flows(service: Service) -> None:
    person = await _paused_in(service, "install_app")
    member_id = await member_id_of(service.pool, MEMBER)

    await erase_member(service.settings, MEMBER, "asked to leave")

    await _are_over(person)
    assert (
        await open_workflow_ids(service.client, f'DoorstepMember="{member_id}"') == []
    )
    assert await service.pool.fetchval("select count(*) from logins") == 0


async def test_S2_row19_disabling_a_member_ends_paused_flows(service: Service) -> None:
    person = await _paused_in(service, "verify_email")
    member_id = await member_id_of(service.pool, MEMBER)
    admin = await _administrator(service)

    answer = await admin.with_session(
        "PATCH", f"/v1/account/members/{member_id}", json={"disabled": True}
    )

    assert answer.status_code == 200
    await _are_over(person)
    assert (await person.read())["stage"] == "cancelled"
    assert kind(await person.submit_code("123456")) == (410, "flow-ended")


async def test_row19_an_operator_cancels_a_paused_flow(service: Service) -> None:
    person = await _paused_in(service, "verify_email")

    await cancel_flow(service.settings, f"login/{person.login['id']}", "paused")

    await _are_over(person)


async def test_row19_an_administrator_sees_a_paused_set_up(service: Service) -> None:
    person = await _paused_in(service, "verify_email")
    admin = await _administrator(service)

    listed = await admin.with_session("GET", "/v1/account/enrollments")

    assert [each["id"] for each in listed.json()["items"]] == [person.enrollment["id"]]


async def _fill(service: Service, workflow_id: str, act: str) -> None:
    """Use up all updates of a run, which ordinary use cannot."""
    flow = service.client.get_workflow_handle(workflow_id)

    async def ask() -> None:
        await flow.execute_update(act, {"attempt_id": str(uuid4())})

    with suppress(RPCError):
        for _ in range(_MOST_UPDATES):
            await ask()
    with pytest.raises(RPCError, match="total number"):
        await ask()


async def test_W3_row15_a_full_set_up_ends_and_another_can_be_started(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    code, flow = await person.email_code(), f"enrollment/{person.enrollment['id']}"
    await _fill(service, flow, "resend")
    await service.pool.execute(
        "update enrollments set started_at = started_at - interval '1 minute'"
    )

    refused = await person.submit_email_code(code)
    login = await person.read()
    begun = await person.begin_setup()

    assert problem(refused) == (410, "flow-ended", {"stage": "cancelled"})
    assert login["stage"] == "setup_required"
    assert begun.status_code == 201


@pytest.mark.parametrize(
    "act",
    [
        lambda person: person.begin_setup(),
        lambda person: person.delete(person.login_path),
    ],
    ids=["setup", "cancel"],
)
async def test_W3_row15_a_full_login_ends_at_once(
    service: Service, act: Callable[[Journey], Awaitable[httpx.Response]]
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    assert (await person.begin_setup()).status_code == 201
    await _fill(service, f"login/{person.login['id']}", "begin_setup")
    await person.delete(person.enrollment_path)
    await person.read()

    refused = await act(person)
    again = await Journey(service).start()

    assert problem(refused) == (410, "flow-ended", {"stage": "cancelled"})
    assert (await person.read())["stage"] == "cancelled"
    assert again.status_code == 201
    await _are_over(person)
