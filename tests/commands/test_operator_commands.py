"""`doorstep why`, `flow`, `device`, and the lists."""

import asyncio
import json

import pytest

from cli import texts
from cli.interventions import cancel_flow, reset_device, unlock_device
from command import run_doorstep, run_in_process
from doorstep.errors import (
    FlowEndedError,
    InvalidInputError,
    NotFoundError,
    NotLockedError,
)
from doorstep.why.explanations import Reason
from journey import Journey
from seeding import long_enrolled
from service import ADMIN, MEMBER, Service
from waiting import in_time, until
from why_answers import why

REASON = "called and identified"


def environment(service: Service) -> dict[str, str]:
    settings = service.settings
    return {
        "DOORSTEP_DATABASE_URL": settings.database_url,
        "DOORSTEP_TEMPORAL_ADDRESS": settings.temporal_address,
        "DOORSTEP_TASK_QUEUE": settings.task_queue,
        "DOORSTEP_TEMPORAL_UI_URL": "https://temporal.acme.test",
    }


async def audited(service: Service, kind: str) -> list[str]:
    records = await service.pool.fetch(
        "select reason from events join event_reasons on event_id = id where kind = $1",
        kind,
    )
    return [record["reason"] for record in records]


async def test_commands_show_people_and_programs_what_runs(service: Service) -> None:
    await service.require_two_step()
    service.mail.answer = "451 4.7.1 come back later"
    person = Journey(service)
    await person.start()
    await person.begin_setup()
    flow = f"enrollment/{person.enrollment['id']}"
    await until(lambda: why(service), lambda seen: seen.explanation.failure is not None)
    variables = environment(service)

    output, document, nobody, no_text = await asyncio.gather(
        run_doorstep("why", MEMBER, **variables),
        run_doorstep("why", flow, "--json", **variables),
        run_doorstep("why", "nobody@acme.test", **variables),
        run_doorstep("why", "nobody\udcff", **variables),
    )

    assert output[0] == document[0] == 4
    assert "smtp 451 4.7.1" in output[1].splitlines()[0]
    assert len(output[1].splitlines()[1]) > len("Next: ")
    page = f"https://temporal.acme.test/namespaces/default/workflows/enrollment%2F{flow[11:]}/"
    assert page in output[1].splitlines()[-1]
    found = json.loads(document[1])
    assert (found["reason"], found["gravity"]) == ("mail_put_off", "broken")
    assert found["flow"] == flow
    assert found["details"]["failure"] == "smtp 451 4.7.1"
    assert nobody == (1, f"doorstep: {NotFoundError('member', 'nobody@acme.test')}")
    assert (no_text[0], "UTF-8" in no_text[1]) == (1, True)


async def test_lists_are_for_people_and_for_programs(service: Service) -> None:
    person = Journey(service)
    await service.require_two_step()
    await person.start()
    await person.begin_setup()
    flow = f"enrollment/{person.enrollment['id']}"
    variables = environment(service)

    flows = await run_in_process("flow", "list", "--stage", "verify_email", **variables)
    both = await run_in_process(
        "flow", "list", "--account", "Acme", "--json", **variables
    )
    old = await run_in_process("flow", "list", "--older-than", "10m", **variables)
    accounts = await run_in_process("account", "list", **variables)
    members = await run_in_process(
        "member", "list", "--account", "Acme", "--json", **variables
    )

    assert flows.splitlines()[-1].split()[:3] == [flow, "Acme", MEMBER]
    assert [each["stage"] for each in json.loads(both)] == [
        "setting_up",
        "verify_email",
    ]
    assert old == texts.NO_FLOWS
    assert accounts.splitlines()[-1].split()[1:5] == ["Acme", "yes", "2", "0"]
    assert {each["email"]: each["two_step"] for each in json.loads(members)} == {
        ADMIN: "not_set_up",
        MEMBER: "setting_up",
    }


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [("--stage", "signed_in", "verify_email"), ("--older-than", "soon", "10m")],
)
async def test_invalid_filter_is_named(
    service: Service, option: str, value: str, hint: str
) -> None:
    with pytest.raises(InvalidInputError, match=f"{option}.*{hint}"):
        await run_in_process("flow", "list", option, value, **environment(service))


async def test_L1_cancelled_set_up_returns_its_login_and_is_audited(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("connect_device")

    output = await cancel_flow(service.settings, person.enrollment["id"], REASON)
    login = await until(person.read, lambda seen: seen["stage"] == "setup_required")

    assert output == texts.cancelled(f"enrollment/{person.enrollment['id']}")
    assert login["enrollment_id"] is None
    assert (await person.read_enrollment())["stage"] == "cancelled"
    assert await audited(service, "authn_flow_cancelled") == [REASON]
    secrets = "select count(*) from devices where sealed_secret is not null"
    assert await service.pool.fetchval(secrets) == 0
    with pytest.raises(FlowEndedError, match="cancelled"):
        await cancel_flow(service.settings, person.enrollment["id"], REASON)


async def test_cancelled_login_ends_its_set_up_and_its_workflows(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("install_app")
    flows = [f"login/{person.login['id']}", f"enrollment/{person.enrollment['id']}"]

    await cancel_flow(service.settings, flows[0], REASON)
    answer = await person.begin_setup()

    assert (answer.status_code, answer.json()["stage"]) == (410, "cancelled")
    handles = [service.client.get_workflow_handle(flow) for flow in flows]
    ended = await in_time(handles[0].result())
    assert ended["stage"] == "cancelled"
    rows = await service.pool.fetch("select stage from enrollments")
    assert [row["stage"] for row in rows] == ["cancelled"]


async def test_T1_L1_locked_device_is_unlocked_and_a_disabled_one_is_not(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    for _ in range(5):
        await person.submit_code(person.wrong_code())
    locked = await person.submit_code(person.code())

    await unlock_device(service.settings, MEMBER, REASON)
    signed_in = await person.submit_code(person.code())

    assert (locked.status_code, signed_in.status_code) == (429, 200)
    assert await audited(service, "authn_device_unlocked") == [REASON]
    await service.pool.execute("update devices set disabled_at = now()")
    with pytest.raises(NotLockedError):
        await unlock_device(service.settings, MEMBER, REASON)


async def test_S2_L1_reset_device_ends_flows_and_notifies_the_member(
    service: Service,
) -> None:
    person = await long_enrolled(service)

    output = await reset_device(service.settings, MEMBER, REASON)
    answer = await person.submit_code(person.code())
    await service.mail.wait_for(1)
    found = await why(service)

    assert output == texts.signed_out(texts.DEVICE_RESET, logins=1)
    assert answer.status_code == 410
    assert found.explanation.reason is Reason.ended
    assert await audited(service, "authn_device_reset") == [REASON]


async def test_L1_device_that_was_reset_is_not_audited_as_reset_again(
    service: Service,
) -> None:
    await long_enrolled(service)
    await reset_device(service.settings, MEMBER, REASON)

    output = await reset_device(service.settings, MEMBER, "again")

    assert output == texts.signed_out(texts.NO_DEVICE, logins=0)
    assert await audited(service, "authn_device_reset") == [REASON]


async def test_L1_reset_without_a_device_is_audited_as_what_it_ended(
    service: Service,
) -> None:
    await Journey(service).start()  # without the requirement: a session
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("connect_device")

    output = await reset_device(service.settings, MEMBER, REASON)
    answer = await person.begin_setup()

    assert output == texts.signed_out(texts.NO_DEVICE, logins=1)
    assert answer.status_code == 410
    assert await audited(service, "session_ended") == [REASON]
    assert await audited(service, "authn_flow_cancelled") == [REASON, REASON]
    assert await audited(service, "authn_device_reset") == []


async def test_act_without_a_reason_changes_nothing(service: Service) -> None:
    person = await long_enrolled(service)

    with pytest.raises(InvalidInputError, match="--reason"):
        await cancel_flow(service.settings, person.login["id"], " ")

    assert (await person.read())["stage"] == "code_required"
