"""The audit trail over HTTP, as administrators read it."""

from typing import Any
from urllib.parse import quote

import pytest
from uuid_utils.compat import uuid7

from doorstep.db.events import EventKind
from doorstep.transactions.operators import create_account
from journey import Journey
from problem_documents import kind
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service

_EVENTS = "/v1/account/events"


async def _admin(service: Service, email: str = ADMIN) -> Journey:
    admin = Journey(service, email, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


async def _read(admin: Journey, query: str = "") -> dict[str, Any]:
    answer = await admin.with_session("GET", f"{_EVENTS}{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def _kinds(admin: Journey, query: str = "") -> list[str]:
    return [item["kind"] for item in (await _read(admin, query))["items"]]


async def test_administrator_reads_what_happened_newest_first(
    service: Service,
) -> None:
    admin = await _admin(service)
    person = Journey(service)
    await person.start("a wrong password")
    await person.start()

    page = await _read(admin)

    newest = page["items"][0]
    assert [item["kind"] for item in page["items"]] == [
        *("authn_login_success", "authn_password_success", "authn_password_fail"),
        *("authn_login_success", "authn_password_success"),
        *("user_created", "user_created"),
    ]
    assert page["next_cursor"] is None
    assert newest == {
        "id": newest["id"],
        "kind": "authn_login_success",
        "at": newest["at"],
        "member_id": str(await member_id_of(service.pool, MEMBER)),
        "actor_id": None,
        "login_id": person.login["id"],
        "enrollment_id": None,
        "actor_login_id": None,
        "client_name": None,
        "client_address": "127.0.0.1",
        "browser_family": "",
        "browser_system": "",
        "detail": {"amr": "pwd"},
    }


async def test_events_are_listed_in_pages(service: Service) -> None:
    admin = await _admin(service)

    whole = (await _read(admin))["items"]
    pages = [await _read(admin, "?limit=3")]
    while cursor := pages[-1]["next_cursor"]:
        pages.append(await _read(admin, f"?limit=3&cursor={cursor}"))

    assert [len(page["items"]) for page in pages] == [3, 1]
    assert [item for page in pages for item in page["items"]] == whole


async def test_events_are_filtered_by_kind_and_member(service: Service) -> None:
    admin = await _admin(service)
    await Journey(service).start()
    member = f"member_id={await member_id_of(service.pool, MEMBER)}"

    assert await _kinds(admin, "?kind=authn_login_success") == [
        *["authn_login_success"] * 2
    ]
    assert await _kinds(admin, f"?{member}") == [
        *("authn_login_success", "authn_password_success", "user_created")
    ]
    assert await _kinds(admin, f"?{member}&kind=user_created") == ["user_created"]
    assert await _kinds(admin, f"?member_id={uuid7()}") == []


@pytest.mark.parametrize(
    "query",
    [
        *("kind=made_up", "kind=", "member_id=x", "limit=0", "cursor=x"),
        *("since=", "since=yesterday", "until=2026-03-05"),
    ],
)
async def test_malformed_filter_is_refused(service: Service, query: str) -> None:
    admin = await _admin(service)

    answer = await admin.with_session("GET", f"{_EVENTS}?{query}")

    assert kind(answer) == (422, "invalid-request")


async def test_events_are_filtered_by_time(service: Service) -> None:
    admin = await _admin(service)
    newest, second = (await _read(admin))["items"][:2]
    at = quote(newest["at"])

    assert second["at"] < newest["at"]
    assert await _kinds(admin, f"?since={at}") == [newest["kind"]]
    assert newest["kind"] not in await _kinds(admin, f"?until={at}")
    assert await _kinds(admin, "?until=2026-01-01T00:00:00%2B01:00") == []
    assert await _kinds(admin, "?until=0061-08-01T00:00:00Z") == []
    assert newest["kind"] in await _kinds(admin, "?until=9999-12-31T23:59:59Z")


async def test_L1_changed_names_are_told_and_stored_outside_the_chain(
    service: Service,
) -> None:
    admin = await _admin(service)
    member = f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}"

    await admin.with_session("PATCH", member, json={"name": "Maxi"})
    await admin.with_session("PATCH", "/v1/account", json={"name": "Acme & Sons"})

    account, changed = (await _read(admin, "?limit=2"))["items"]
    assert [each["detail"] for each in (account, changed)] == [
        {"name": True, "name_from": "Acme", "name_to": "Acme & Sons"},
        {"name": True, "name_from": "Max", "name_to": "Maxi"},
    ]
    audit = await service.pool.fetch("select * from events")
    assert "Maxi" not in str(audit)


async def test_O2_events_of_another_account_are_never_shown(service: Service) -> None:
    await create_account(
        service.pool,
        name="Other",
        admin_email="boss@other.test",
        admin_name="Boss",
        password=PASSWORD,
        at=service.clock(),
    )
    boss, admin = await _admin(service, "boss@other.test"), await _admin(service)
    theirs = (await _read(boss))["items"]
    boss_id = await member_id_of(service.pool, "boss@other.test")
    await Journey(service, "nobody@acme.test").start()

    ours = (await _read(admin))["items"]

    assert await _read(admin, f"?member_id={boss_id}") == {
        "items": [],
        "next_cursor": None,
    }
    assert not {item["id"] for item in ours} & {item["id"] for item in theirs}
    behind = (await _read(admin, f"?cursor={theirs[0]['id']}"))["items"]
    assert {item["id"] for item in behind} <= {item["id"] for item in ours}
    assert str(boss_id) not in str(ours)


async def test_O2_members_and_web_console_sessions_read_no_events(
    service: Service,
) -> None:
    member, admin_outside = Journey(service), Journey(service, ADMIN)
    await member.start()
    await admin_outside.start()

    for person in (member, admin_outside):
        answer = await person.with_session("GET", _EVENTS)
        assert kind(answer) == (403, "not-an-administrator")


async def test_L1_reason_of_a_reset_is_shown_and_stored_outside_the_chain(
    service: Service,
) -> None:
    admin = await _admin(service)
    await long_enrolled(service)
    member_id = await member_id_of(service.pool, MEMBER)
    path = f"/v1/account/members/{member_id}/reset-device"

    await admin.with_session("POST", path, json={"reason": "Max lost it in Bern."})

    (reset,) = (await _read(admin, "?kind=authn_device_reset"))["items"]
    assert reset["detail"] == {"reason": "Max lost it in Bern."}
    admin_id = await member_id_of(service.pool, ADMIN)
    assert (reset["member_id"], reset["actor_id"]) == (str(member_id), str(admin_id))
    audit = await service.pool.fetch("select * from events")
    assert "Bern" not in str(audit)


async def test_every_kind_of_event_is_a_valid_filter(service: Service) -> None:
    document = (await service.http.get("/v1/openapi.json")).json()
    parameters = document["paths"][_EVENTS]["get"]["parameters"]

    described = {each["name"]: each["schema"] for each in parameters}

    assert set(described) == {
        *("limit", "cursor", "kind", "member_id", "since", "until")
    }
    assert described["kind"]["enum"] == [str(each) for each in EventKind]
