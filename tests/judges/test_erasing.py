"""Erasing a member: no personal data is left, and the audit trail stays intact."""

import pytest
from structlog.testing import capture_logs
from temporalio.client import WorkflowExecutionStatus

from cli.erasure import erase_member
from doorstep.audit.linking import link_batch
from doorstep.audit.verification import verify
from doorstep.db.pool import connected
from doorstep.errors import InvalidInputError
from doorstep.transactions.member_changes import MemberChange, change_member
from journey import Journey
from leaks import dump, leaks
from problem_documents import kind
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service

_REASON = "asked for it"


async def test_erased_member_leaves_an_id_and_a_sound_audit_trail(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    member_id = await member_id_of(service.pool, MEMBER)
    renamed = MemberChange(name="Maximilian")
    await change_member(
        service.pool, service.account_id, member_id, renamed, at=service.clock()
    )
    await person.submit_code(person.code())
    setting_up = Journey(service)
    await setting_up.start()
    await setting_up.begin_setup()

    assert await erase_member(service.settings, MEMBER, _REASON) == member_id

    words = {
        MEMBER,
        "Max",
        "max",
        "Maximilian",
        "127.0.0.1",
        person.secret,
        person.session_token,
    }
    assert leaks(await dump(service.pool), words) == []
    assert await _status(service, setting_up) is WorkflowExecutionStatus.CANCELED
    assert (await setting_up.start()).status_code == 401
    me = await person.with_session("GET", "/v1/me")
    assert me.status_code == 401
    await link_batch(service.pool, service.clock())
    async with connected(service.settings.database_url) as connection:
        assert (await verify(connection)).sound


async def _status(service: Service, person: Journey) -> object:
    flow = service.client.get_workflow_handle(f"login/{person.login['id']}")
    return (await flow.describe()).status


async def test_address_of_an_erased_member_is_free_again(service: Service) -> None:
    await erase_member(service.settings, MEMBER, _REASON)

    await service.add_member(MEMBER)

    again = Journey(service, MEMBER)
    assert (await again.start(PASSWORD)).status_code == 201


async def test_erased_member_is_in_no_group(service: Service) -> None:
    admin = Journey(service, ADMIN, "admin_center")
    await admin.start()
    groups = "/v1/account/groups"
    group = await admin.with_session("POST", groups, json={"name": "Sales"})
    path = f"{groups}/{group.json()['id']}"
    for email in (MEMBER, ADMIN):
        member_id = await member_id_of(service.pool, email)
        await admin.with_session("PUT", f"{path}/members/{member_id}")
    before = (await admin.with_session("GET", path)).json()["members"]

    await erase_member(service.settings, MEMBER, _REASON)

    after = (await admin.with_session("GET", path)).json()["members"]
    listed = await admin.with_session(
        "GET", f"/v1/account/members?group={group.json()['id']}"
    )
    assert (before, after) == (2, 1)
    assert [each["email"] for each in listed.json()["items"]] == [ADMIN]
    assert await service.pool.fetchval("select count(*) from group_members") == 1


async def test_last_administrator_is_not_erased(service: Service) -> None:
    with pytest.raises(InvalidInputError, match="last administrator"):
        await erase_member(service.settings, ADMIN, _REASON)

    assert (await Journey(service, ADMIN).start()).status_code == 201


async def test_erasure_is_audited_with_its_reason(service: Service) -> None:
    member_id = await erase_member(service.settings, MEMBER, _REASON)

    reason = await service.pool.fetchval(
        """
        select reason from events join event_reasons on event_id = events.id
        where kind = 'user_deleted' and member_id = $1
        """,
        member_id,
    )

    assert reason == _REASON


async def test_row17_rows_erased_during_a_request_are_not_found(
    service: Service,
) -> None:
    """As an erasure does between reading the token and reading the mail."""
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.begin_setup()
    await service.pool.execute("delete from emails")

    with capture_logs() as logged:
        answers = [
            await person.get(person.enrollment_path),
            await person.post(f"{person.enrollment_path}/resend"),
            await person.submit_email_code("123456"),
        ]

    assert {kind(answer) for answer in answers} == {(404, "not-found")}
    assert [entry for entry in logged if entry["log_level"] == "error"] == []
