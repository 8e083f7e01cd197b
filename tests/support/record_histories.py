"""`make histories`: run real flows and save their histories.

Run by pytest for its fixtures; the replay tests replay the saved histories.
"""

import re
from itertools import chain, count
from pathlib import Path

from temporalio.testing import WorkflowEnvironment

from address_change import moving
from cli.erasure import erase_member
from client_rows import client_of
from invitation import Invited, invited
from journey import Journey, enrolled
from mail_server import MailServer
from password_reset import Reset
from rp_server import RpServer, rp_server
from service import Service, running_service
from session_rows import join_as
from waiting import until_true

_NOBODY = "nobody@acme.test"
_TOLD_LATE = 3
"""Tokens: one of the first session, and two of the second."""
HISTORIES = Path(__file__).parent.parent / "histories"


async def test_record_what_people_do(service: Service) -> None:
    first = await enrolled(service)
    await first.submit_code(first.wrong_code())
    await first.sign_in_after_setup()
    second = Journey(service)
    await second.start()
    await second.as_far_as("connect_device")
    await second.delete(second.enrollment_path)
    cancelled = second.enrollment
    await second.set_up()
    await second.delete(second.login_path)
    notice_id = await service.pool.fetchval("select id from notices limit 1")

    await _keep(
        service,
        {
            "login-set-up-signed-in": f"login/{first.login['id']}",
            "enrollment-enrolled": f"enrollment/{first.enrollment['id']}",
            "login-replaced-cancelled": f"login/{second.login['id']}",
            "enrollment-cancelled": f"enrollment/{cancelled['id']}",
            "enrollment-replaced": f"enrollment/{second.enrollment['id']}",
            "notice-sent": f"notice/{notice_id}",
        },
    )


async def test_record_an_erasure(service: Service) -> None:
    person = await enrolled(service)
    setting_up = Journey(service)
    await setting_up.start()
    member_id = await erase_member(service.settings, person.email, "asked for it")

    await _keep(service, {"erasure-done": f"erasure/{member_id}"})


async def test_record_a_change_of_address(service: Service) -> None:
    move = await moving(service)
    await move.ask()
    await move.submit_wrong_code()
    await move.submit_code(await move.emailed_code())
    change_id = await service.pool.fetchval("select id from address_changes")

    await _keep(service, {"address-changed": f"address/{change_id}"})


async def test_record_logouts(service: Service) -> None:
    """Told at once, told when the client is up again, and refused."""
    async with rp_server().running() as server:
        told = await _logged_out(service, server)
        server.status = 503
        delayed = await _logged_out(service, server)
        server.status = 200
        await until_true(lambda: len(server.tokens) == _TOLD_LATE)
        server.status = 400
        refused = await _logged_out(service, server)

        await _keep(
            service,
            {
                "logout-told": told,
                "logout-told-later": delayed,
                "logout-refused": refused,
            },
        )


async def _logged_out(service: Service, server: RpServer) -> str:
    """The workflow that tells the client, which was asked once."""
    before = len(server.tokens)
    client = await client_of(service, backchannel_logout_uri=server.uri)
    person = Journey(service)
    await person.start()
    session_id = await join_as(person, client.id)
    await person.with_session("DELETE", "/v1/me/session")
    await until_true(lambda: len(server.tokens) > before)
    return f"logout/{session_id}/{client.id}"


async def test_record_password_resets(service: Service) -> None:
    done, cancelled, nobodys = Reset(service), Reset(service), Reset(service, _NOBODY)
    await done.prove()
    await done.set_password()
    await cancelled.ask()
    await cancelled.submit_wrong_code()
    await cancelled.cancel()
    await nobodys.ask()
    await nobodys.cancel()

    await _keep(
        service,
        {
            "recovery-done": f"recovery/{done.document['id']}",
            "recovery-cancelled": f"recovery/{cancelled.document['id']}",
            "recovery-of-nobody": f"recovery/{nobodys.document['id']}",
        },
    )


async def test_record_invitations(service: Service) -> None:
    accepted = await invited(service)
    await accepted.accept(await accepted.token())
    cancelled = Invited(service, accepted.admin, "lou@acme.test")
    await cancelled.create()
    await cancelled.token()
    await cancelled.cancel()

    await _keep(
        service,
        {
            f"invitation-{row['stage']}": f"invitation/{row['id']}"
            for row in await service.pool.fetch("select id, stage from invitations")
        },
    )


async def test_record_what_time_does(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    async with running_service(
        database_url,
        temporal,
        mail_server,
        login_ttl=2,
        enrollment_ttl=2,
        recovery_ttl=2,
        invitation_ttl=2,
    ) as service:
        await invited(service)
        invitation_id = await service.pool.fetchval("select id from invitations")
        await service.require_two_step()
        reset = Reset(service)
        await reset.ask()
        person = Journey(service)
        await person.start()
        await person.begin_setup()

        await _keep(
            service,
            {
                "invitation-expired": f"invitation/{invitation_id}",
                "enrollment-expired": f"enrollment/{person.enrollment['id']}",
                "login-expired": f"login/{person.login['id']}",
                "recovery-expired": f"recovery/{reset.document['id']}",
            },
        )


async def _keep(service: Service, flows: dict[str, str]) -> None:
    for name, workflow_id in flows.items():
        handle = service.client.get_workflow_handle(workflow_id)
        await handle.result()
        history = await handle.fetch_history()
        kept = re.sub(r"\d+@[\w.-]+", "worker", history.to_json())  # process@host
        _unused_file(name).write_text(kept)


def _unused_file(name: str) -> Path:
    """Recorded histories are never overwritten: a new one gets the next number."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    files = (HISTORIES / f"{each}.json" for each in names)
    return next(file for file in files if not file.exists())
