"""A worker is killed at five named points at once; another one takes over."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from temporalio.testing import WorkflowEnvironment

import worker
from cli.up.cluster import Cluster
from client_addresses import client_at, second_api
from doorstep.db.migrate import migrate
from doorstep.rules.time_limits import USUAL
from mail_server import code_in
from named_points import (
    BINDING,
    JUDGED,
    MAILED,
    KilledWorker,
    answered,
    facts_of,
    kill_at_named_points,
    members_at_points,
    slow_mail_server,
)
from password_reset import NEW
from rp_server import rp_server
from service import running_service
from waiting import in_time, until

_DATABASE = "doorstep_named_points"


@pytest.fixture(scope="module")
async def killed(
    cluster: Cluster,
    temporal: WorkflowEnvironment,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[KilledWorker]:
    await cluster.make_database(_DATABASE)
    url = cluster.address(_DATABASE, _DATABASE)
    await migrate(*cluster.addresses(_DATABASE).values())
    async with (
        slow_mail_server() as mail,
        rp_server().running() as server,
        running_service(url, temporal, mail) as service,
        second_api(service, limits=USUAL) as prompt,
    ):
        people = await members_at_points(service, client_at(service, prompt), server)
        await service.stop_worker()
        folder = tmp_path_factory.mktemp("killed")
        await kill_at_named_points(people, mail, folder)
        async with worker.running_worker(service.settings):
            yield people


async def test_W2_judged_code_opens_one_session_though_its_worker_was_killed(
    killed: KilledWorker,
) -> None:
    person = killed.judged
    assert killed.facts[f"sessions of {JUDGED}"] == ["alive"]

    read = await until(lambda: person.get(person.login_path), answered)
    repeated = await killed.repeat(person, f"{person.login_path}/code", person.code())
    renewed = await person.post(f"{person.login_path}/session")
    person.session_token = renewed.json()["session"]["token"]

    assert read.json()["stage"] == "signed_in"
    assert repeated.status_code == 200
    assert (await person.with_session("GET", "/v1/me")).status_code == 200
    assert await killed.count("attempts where kind = 'login_code'") == 1
    mine = f"login_id = '{UUID(person.login['id'])}'"
    assert await killed.count(f"sessions where {mine}") == 1
    assert (
        await killed.count(f"events where kind = 'authn_login_success' and {mine}") == 1
    )
    handle = person.service.client.get_workflow_handle(f"login/{person.login['id']}")
    assert (await in_time(handle.result()))["stage"] == "signed_in"


async def test_R1_W2_binding_interrupted_by_a_kill_leaves_the_earlier_device(
    killed: KilledWorker,
) -> None:
    person = killed.binding
    assert killed.facts[f"devices of {BINDING}"] == ["active", "pending"]
    assert killed.facts[f"sessions of {BINDING}"] == ["alive"]

    bound = await killed.repeat(
        person, f"{person.enrollment_path}/setup-code", person.code()
    )
    login = await until(person.read, lambda seen: seen["stage"] == "code_required")
    signed_in = await person.sign_in_after_setup()
    facts = await facts_of(killed.service)

    assert bound.json().get("stage") == "enrolled"
    assert login["enrollment_id"] is None
    assert signed_in.status_code == 200
    assert facts[f"devices of {BINDING}"] == ["active", "replaced"]
    assert facts[f"sessions of {BINDING}"] == ["alive"]  # the new one
    assert await killed.count("events where kind = 'authn_device_replaced'") == 1
    assert await killed.count("devices where sealed_secret is null") == 1


async def test_M1_W2_accepted_mail_is_sent_again_with_the_same_code(
    killed: KilledWorker,
) -> None:
    person, mail = killed.mailed, killed.service.mail
    assert f"mails of {MAILED}" not in killed.facts

    await until(
        person.read_enrollment,
        lambda setup: setup["email"]["status"] == "sent",
    )
    code = await person.email_code()
    mine = [
        message
        for message in mail.messages
        if message["To"] == MAILED and message["Subject"] == "Email Verification"
    ]
    answer = await person.submit_email_code(code)

    assert len(mine) == 2
    assert len({message["Message-ID"] for message in mine}) == 1
    assert {code_in(message) for message in mine} == {code}
    assert mine[0].as_bytes() == mine[1].as_bytes()
    assert answer.status_code == 200
    assert await killed.count("emails where accepted_at is not null") == 2


async def test_PW1_W2_emailed_code_counts_though_its_worker_was_killed(
    killed: KilledWorker,
) -> None:
    reset = killed.recovering
    judged = f"attempts where flow_id = '{UUID(reset.document['id'])}'"

    read = await reset.read()
    done = await reset.set_password(NEW)

    assert read["stage"] == "set_password"
    assert await killed.count(judged) == 1
    assert done.status_code == 204


async def test_P7_W2_client_is_told_once_though_neither_start_nor_answer_was_noted(
    killed: KilledWorker,
) -> None:
    """That it was told was committed, and lost on the way to the worker."""
    told = killed.signed_out
    mine = f"session_clients where session_id = '{told.session.id}'"

    settled = await until(
        lambda: killed.count(f"{mine} and started_at is not null"), bool
    )

    assert settled == await killed.count(f"{mine} and told_at is not null") == 1
    assert len(told.server.tokens) == 1
    noted = f"detail ->> 'session' = '{told.session.id}'"
    kind = "kind = 'session_client_told'"
    assert await killed.count(f"events where {kind} and {noted}") == 1
