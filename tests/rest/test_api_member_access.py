"""What an administrator sees and ends of a member's access over HTTP."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from uuid_utils.compat import uuid7

from doorstep.process.erasure_sweep import sweep_once
from doorstep.transactions.operators import create_account
from journey import Journey
from leaks import dump, leaks
from problem_documents import kind
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service
from waiting import until

_REASON = {"reason": "asked on 3 March"}


async def _admin(service: Service, email: str = ADMIN) -> Journey:
    admin = Journey(service, email, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


async def _member_path(service: Service, email: str = MEMBER) -> str:
    return f"/v1/account/members/{await member_id_of(service.pool, email)}"


async def _audited(service: Service, event: str) -> tuple[UUID, str | None]:
    """Who acted, and why."""
    record = await service.pool.fetchrow(
        "select actor_id, reason from events "
        "left join event_reasons on event_id = id where kind = $1",
        event,
    )
    assert record is not None
    return record["actor_id"], record["reason"]


async def test_S2_L1_administrator_ends_one_session_of_a_member_or_all(
    service: Service,
) -> None:
    admin, member = await _admin(service), await _member_path(service)
    first, second, third = [Journey(service) for _ in range(3)]
    for person in (first, second, third):
        await person.start()

    listed = await admin.with_session("GET", f"{member}/sessions")
    newest, *_ = listed.json()["items"]
    one = {**_REASON, "session_id": newest["id"]}
    answers = [
        await admin.with_session("POST", f"{member}/end-sessions", json=body)
        for body in (one, one, _REASON)
    ]

    assert len(listed.json()["items"]) == 3
    assert newest["current"] is False
    assert [each.status_code for each in answers] == [204, 404, 204]
    for person in (first, second, third):
        assert (await person.with_session("GET", "/v1/me")).status_code == 401
    admin_id = await member_id_of(service.pool, ADMIN)
    assert await _audited(service, "session_ended") == (admin_id, _REASON["reason"])
    assert (await admin.with_session("GET", "/v1/me")).status_code == 200


async def test_L1_administrator_cancels_a_login(service: Service) -> None:
    admin, member = await _admin(service), await _member_path(service)
    person = await long_enrolled(service)

    listed = await admin.with_session("GET", f"{member}/logins")
    (running,) = listed.json()["items"]
    path = f"/v1/account/logins/{running['id']}/cancel"
    answers = [
        await admin.with_session("POST", path, json=body)
        for body in ({"reason": " "}, _REASON, _REASON)
    ]

    assert (running["id"], running["stage"]) == (person.login["id"], "code_required")
    assert running["client_address"] == "127.0.0.1"
    assert [each.status_code for each in answers] == [422, 204, 410]
    assert (await person.read())["stage"] == "cancelled"
    again = await admin.with_session("GET", f"{member}/logins")
    assert again.json()["items"] == []
    admin_id = await member_id_of(service.pool, ADMIN)
    audited = await _audited(service, "authn_flow_cancelled")
    assert audited == (admin_id, _REASON["reason"])


async def _erase(admin: Journey, member: str, email: str) -> httpx.Response:
    body = {**_REASON, "email": email}
    return await admin.with_session("POST", f"{member}/erase", json=body)


async def _name(service: Service, member_id: UUID) -> Any:
    return await service.pool.fetchval(
        "select name from members where id = $1", member_id
    )


async def test_member_is_erased_with_running_flows_and_sessions(
    service: Service,
) -> None:
    admin, member = await _admin(service), await _member_path(service)
    member_id = await member_id_of(service.pool, MEMBER)
    person = await long_enrolled(service)
    await person.submit_code(person.code())
    waiting = Journey(service)
    await waiting.start()

    wrong = await _erase(admin, member, "max@elsewhere.test")
    erased = await _erase(admin, member, f" {MEMBER.upper()} ")
    out = await person.with_session("GET", "/v1/me")
    name = await until(lambda: _name(service, member_id), lambda name: name == "Erased")
    again = await _erase(admin, member, f"erased-{member_id}@erased.invalid")

    assert wrong.json()["errors"][0]["pointer"] == "#/email"
    assert erased.status_code == 202
    assert out.status_code == 401
    assert name == "Erased"
    assert leaks(await dump(service.pool), {MEMBER, "Max", person.secret}) == []
    assert kind(again) == (404, "not-found")
    assert not await service.pool.fetchval("select count(*) from erasures")
    admin_id = await member_id_of(service.pool, ADMIN)
    assert await _audited(service, "user_deleted") == (admin_id, _REASON["reason"])


async def test_last_administrator_is_not_erased_over_http(service: Service) -> None:
    admin = await _admin(service)

    answer = await _erase(admin, await _member_path(service, ADMIN), ADMIN)

    assert kind(answer) == (409, "last-administrator")
    assert (await admin.with_session("GET", "/v1/me")).status_code == 200


async def test_W2_erasure_that_nobody_started_is_started_by_the_sweep(
    service: Service,
) -> None:
    """As when the API dies between the transaction and the start."""
    member_id = await member_id_of(service.pool, MEMBER)
    await service.pool.execute(
        "update members set disabled_at = now() where id = $1", member_id
    )
    await service.pool.execute(
        "insert into erasures values ($1, $2, null, 'asked', now(), '{}')",
        member_id,
        service.account_id,
    )
    admin, member = await _admin(service), await _member_path(service)
    enabled = await admin.with_session("PATCH", member, json={"disabled": False})

    await sweep_once(service.pool, service.client, service.settings.task_queue)

    assert kind(enabled) == (404, "not-found")
    await until(lambda: _name(service, member_id), lambda name: name == "Erased")


@pytest.mark.parametrize("act", ["sessions", "logins", "end-sessions", "erase"])
async def test_O2_access_of_another_accounts_member_is_not_found(
    service: Service, act: str
) -> None:
    await create_account(
        service.pool,
        name="Other",
        admin_email="boss@other.test",
        admin_name="Boss",
        password=PASSWORD,
        at=service.clock(),
    )
    boss = await _admin(service, "boss@other.test")
    bodies: dict[str, Any] = {
        "end-sessions": _REASON,
        "erase": {**_REASON, "email": MEMBER},
    }
    body = bodies.get(act)
    method = "POST" if body else "GET"

    for member_id in (await member_id_of(service.pool, MEMBER), uuid7()):
        path = f"/v1/account/members/{member_id}/{act}"
        answer = await boss.with_session(method, path, json=body)
        assert kind(answer) == (404, "not-found")


async def test_O2_login_of_another_account_is_not_cancelled(service: Service) -> None:
    person = await long_enrolled(service)
    await service.require_two_step(False)
    await create_account(
        service.pool,
        name="Other",
        admin_email="boss@other.test",
        admin_name="Boss",
        password=PASSWORD,
        at=service.clock(),
    )
    boss = await _admin(service, "boss@other.test")

    path = f"/v1/account/logins/{person.login['id']}/cancel"
    answer = await boss.with_session("POST", path, json=_REASON)

    assert kind(answer) == (404, "not-found")
    assert (await person.read())["stage"] == "code_required"
