"""What administrators can do to members over HTTP, and what they cannot."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
from uuid_utils.compat import uuid7

from doorstep.transactions.operators import create_account
from journey import Journey
from problem_documents import kind, problem
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service

_MEMBERS = "/v1/account/members"


async def _admin(service: Service, email: str = ADMIN) -> Journey:
    """Signed in to the Admin Center, before two-step verification is required."""
    admin = Journey(service, email, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


async def _patch(admin: Journey, member_id: object, **change: Any) -> httpx.Response:
    return await admin.with_session("PATCH", f"{_MEMBERS}/{member_id}", json=change)


async def _reset(admin: Journey, member_id: object) -> httpx.Response:
    path = f"{_MEMBERS}/{member_id}/reset-device"
    return await admin.with_session("POST", path, json={"reason": "It was lost."})


async def _two_step(admin: Journey, email: str = MEMBER) -> str:
    page = (await admin.with_session("GET", _MEMBERS)).json()
    return next(
        str(item["two_step"]) for item in page["items"] if item["email"] == email
    )


async def _other_account(service: Service) -> None:
    await create_account(
        service.pool,
        name="Other",
        admin_email="boss@other.test",
        admin_name="Boss",
        password=PASSWORD,
        at=service.clock() - timedelta(days=1),
    )


async def test_roster_shows_the_two_step_status_of_members(service: Service) -> None:
    admin = await _admin(service)
    fresh = await _two_step(admin)
    person = await long_enrolled(service)

    enrolled = await _two_step(admin)
    for _ in range(5):
        await person.submit_code(person.wrong_code())
    waiting = await _two_step(admin)
    await service.pool.execute("update known_networks set blocked_until = null")
    await person.as_far_as("verify_email")
    replacing = await _two_step(admin)
    await service.pool.execute("update devices set disabled_at = now()")
    disabled = await _two_step(admin)

    assert fresh == "not_set_up"
    assert enrolled == "enrolled"
    assert waiting == "locked"
    assert replacing == "setting_up"
    assert disabled == "locked"


async def test_disabling_ends_sessions_and_flows_and_refuses_logins(
    service: Service,
) -> None:
    admin = await _admin(service)
    person = await long_enrolled(service)
    setting_up = Journey(service)
    await setting_up.start()
    await setting_up.as_far_as("connect_device")
    member_id = await member_id_of(service.pool, MEMBER)

    disabled = await _patch(admin, member_id, disabled=True)
    ended = [
        await person.submit_code(person.code()),
        await setting_up.submit_setup_code(setting_up.code()),
        await setting_up.begin_setup(),
        await setting_up.get(f"{setting_up.enrollment_path}/authenticator"),
    ]
    stages = [
        (await person.read())["stage"],
        (await setting_up.read())["stage"],
        (await setting_up.read_enrollment())["stage"],
    ]
    refused = await Journey(service).start()
    enabled = await _patch(admin, member_id, disabled=False)
    back = await Journey(service).start()

    assert disabled.json()["disabled"] is True
    assert [problem(answer) for answer in ended] == [
        (410, "flow-ended", {"stage": "cancelled"})
    ] * 4
    assert stages == ["cancelled"] * 3
    assert kind(refused) == (401, "invalid-credentials")
    assert enabled.json()["disabled"] is False
    assert back.json()["stage"] == "code_required"


async def test_reset_ends_the_device_and_notifies_the_member(
    service: Service,
) -> None:
    admin = await _admin(service)
    person = await long_enrolled(service)
    setting_up = Journey(service)
    await setting_up.start()
    await setting_up.as_far_as("verify_email")
    await setting_up.email_code()
    member_id = await member_id_of(service.pool, MEMBER)

    reset = await _reset(admin, member_id)
    acts = [
        await person.submit_code(person.code()),
        await setting_up.submit_email_code("123456"),
    ]
    again = await _reset(admin, member_id)
    back = await Journey(service).start()

    assert (reset.status_code, again.status_code) == (204, 204)
    assert {kind(answer) for answer in acts} == {(410, "flow-ended")}
    assert back.json()["stage"] == "setup_required"
    assert await _two_step(admin) == "not_set_up"
    assert await service.pool.fetchval("select max(sealed_secret) from devices") is None
    await service.mail.wait_for(2)
    assert await service.pool.fetchval("select count(*) from notices") == 1


async def test_T1_an_administrator_ends_the_wait_of_a_device(service: Service) -> None:
    admin, person = await _admin(service), await long_enrolled(service)
    await service.pool.execute(
        "update known_networks set failures = 5, "
        "blocked_until = now() + interval '1 hour'"
    )
    member_id = await member_id_of(service.pool, MEMBER)

    async def unlock(member_id: object) -> httpx.Response:
        path = f"{_MEMBERS}/{member_id}/unlock"
        return await admin.with_session("POST", path, json={"reason": "called back"})

    locked = await _two_step(admin)
    answers = [await unlock(member_id), await unlock(member_id), await unlock(uuid7())]

    assert locked == "locked"
    assert [answer.status_code for answer in answers] == [204, 204, 404]
    assert (await person.submit_code(person.code())).status_code == 200


async def test_last_enabled_administrator_stays_one(service: Service) -> None:
    admin = await _admin(service)
    own = await member_id_of(service.pool, ADMIN)
    off = await service.add_member("off@acme.test", "admin")
    await service.pool.execute(
        "update members set disabled_at = now() where id = $1", off
    )

    refused = [
        await _patch(admin, own, disabled=True),
        await _patch(admin, own, role="member"),
        await _patch(admin, own, role="member", name="Eve"),
    ]
    allowed = await _patch(admin, own, role="admin", disabled=False)

    assert [problem(answer) for answer in refused] == [
        (409, "last-administrator", {})
    ] * 3
    assert allowed.json()["name"] == "Ada"


async def test_two_administrators_cannot_demote_each_other_at_once(
    service: Service,
) -> None:
    await service.add_member("eve@acme.test", "admin")
    ada, eve = await _admin(service), await _admin(service, "eve@acme.test")
    ids = [await member_id_of(service.pool, one.email) for one in (eve, ada)]

    answers = await asyncio.gather(
        _patch(ada, ids[0], role="member"), _patch(eve, ids[1], disabled=True)
    )

    assert sorted(answer.status_code for answer in answers) in (
        [200, 401],
        [200, 409],
        [200, 403],
    )
    enabled = await service.pool.fetchval(
        "select count(*) from members where role = 'admin' and disabled_at is null"
    )
    assert enabled == 1


async def test_demoted_administrator_loses_access_at_once(service: Service) -> None:
    await service.add_member("eve@acme.test", "admin")
    ada, eve = await _admin(service), await _admin(service, "eve@acme.test")

    await _patch(ada, await member_id_of(service.pool, eve.email), role="member")

    assert kind(await eve.with_session("GET", _MEMBERS)) == (
        403,
        "not-an-administrator",
    )
    assert (await eve.with_session("GET", "/v1/me")).json()["member"][
        "role"
    ] == "member"


async def test_O2_members_of_another_account_are_not_found(service: Service) -> None:
    admin = await _admin(service)
    await _other_account(service)
    theirs = await member_id_of(service.pool, "boss@other.test")
    acts: list[Callable[[object], Any]] = [
        lambda member_id: _patch(admin, member_id, disabled=True),
        lambda member_id: _patch(admin, member_id, role="member"),
        lambda member_id: _reset(admin, member_id),
    ]

    answers = [
        await act(member_id)
        for act in acts
        for member_id in (theirs, uuid7(), "1", str(theirs).upper())
    ]
    roster = (await admin.with_session("GET", _MEMBERS)).text
    behind = (await admin.with_session("GET", f"{_MEMBERS}?cursor={theirs}")).json()

    assert {kind(answer) for answer in answers} == {(404, "not-found")}
    assert len({answer.content for answer in answers}) == 1
    assert "other.test" not in roster
    assert behind["items"] == []
    assert (await Journey(service, "boss@other.test").start()).status_code == 201
