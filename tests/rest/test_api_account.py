"""The Admin Center over HTTP: the account and its members."""

from datetime import timedelta
from typing import Any

import httpx

from doorstep.transactions.operators import create_account
from journey import Journey
from problem_documents import problem
from service import ADMIN, MEMBER, PASSWORD, Service

_MEMBERS = "/v1/account/members"
_MEMBER = {
    "pending_email",
    "id",
    "email",
    "name",
    "role",
    "language",
    "disabled",
    "two_step",
    "created_at",
}


async def _admin(service: Service, email: str = ADMIN) -> Journey:
    """Signed in to the Admin Center, before two-step verification is required."""
    admin = Journey(service, email, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


def _new(email: str, **others: str) -> dict[str, str]:
    return {
        "email": email,
        "name": "Nell",
        "role": "member",
        "language": "fr",
        "password": PASSWORD,
        **others,
    }


async def _patch(admin: Journey, member_id: object, **change: Any) -> httpx.Response:
    return await admin.with_session("PATCH", f"{_MEMBERS}/{member_id}", json=change)


async def test_account_is_read_and_changed_in_any_subset(service: Service) -> None:
    admin = await _admin(service)

    before = (await admin.with_session("GET", "/v1/account")).json()
    renamed = await admin.with_session("PATCH", "/v1/account", json={"name": "Äcme 株"})
    switched = await admin.with_session(
        "PATCH", "/v1/account", json={"two_step_required": True}
    )
    nothing = await admin.with_session("PATCH", "/v1/account", json={})

    assert set(before) == {"id", "name", "two_step_required", "language", "colour"}
    assert (before["name"], before["two_step_required"]) == ("Acme", False)
    assert renamed.json() == {**before, "name": "Äcme 株"}
    assert switched.json() == {**renamed.json(), "two_step_required": True}
    assert (nothing.status_code, nothing.json()) == (200, switched.json())
    assert (await admin.with_session("GET", "/v1/me")).status_code == 200
    member = Journey(service)
    await member.start()
    assert member.login["stage"] == "setup_required"


async def test_the_look_and_language_of_an_account_are_changed(
    service: Service,
) -> None:
    admin = await _admin(service)

    async def change(**fields: str | None) -> httpx.Response:
        return await admin.with_session("PATCH", "/v1/account", json=fields)

    chosen = await change(colour="#1D4ED8", language="de")
    own = await change(colour=None)
    unclear = await change(colour="blue")

    assert (chosen.json()["colour"], chosen.json()["language"]) == ("#1d4ed8", "de")
    assert (own.json()["colour"], own.json()["language"]) == (None, "de")
    assert [error["pointer"] for error in unclear.json()["errors"]] == ["#/colour"]


async def test_new_member_can_sign_in(service: Service) -> None:
    admin = await _admin(service)

    created = await admin.with_session("POST", _MEMBERS, json=_new("nell@acme.test"))
    member = created.json()
    changed = await _patch(admin, member["id"], name="Nelly", language="pt")

    assert created.status_code == 201
    assert set(member) == _MEMBER
    assert (member["two_step"], member["disabled"]) == ("not_set_up", False)
    assert changed.json() == {**member, "name": "Nelly", "language": "pt"}
    assert (await Journey(service, "nell@acme.test").start()).status_code == 201


async def test_address_is_unique_in_every_spelling_over_all_accounts(
    service: Service,
) -> None:
    admin = await _admin(service)
    await _other_account(service)
    spellings = [
        MEMBER,
        MEMBER.upper(),
        "ｍａｘ@acme.test",
        "BOSS@other.test",
        "boss@ｏther.test",
    ]

    answers = [
        await admin.with_session("POST", _MEMBERS, json=_new(spelling))
        for spelling in spellings
    ]

    assert [problem(answer) for answer in answers] == [(409, "email-taken", {})] * 5
    assert await service.pool.fetchval("select count(*) from members") == 3


async def test_members_are_listed_in_pages(service: Service) -> None:
    admin = await _admin(service)
    for name in ("a", "b", "c"):
        await service.add_member(f"{name}@acme.test")

    whole = (await admin.with_session("GET", f"{_MEMBERS}?limit=200")).json()
    pages: list[dict[str, Any]] = []
    query = "limit=2"
    while not pages or pages[-1]["next_cursor"]:
        page = (await admin.with_session("GET", f"{_MEMBERS}?{query}")).json()
        pages.append(page)
        query = f"limit=2&cursor={page['next_cursor']}"

    assert set(whole) == {"items", "next_cursor"}
    assert whole["next_cursor"] is None
    assert [len(page["items"]) for page in pages] == [2, 2, 1]
    assert [item for page in pages for item in page["items"]] == whole["items"]
    assert all(set(item) == _MEMBER for item in whole["items"])


async def _other_account(service: Service) -> None:
    await create_account(
        service.pool,
        name="Other",
        admin_email="boss@other.test",
        admin_name="Boss",
        password=PASSWORD,
        at=service.clock() - timedelta(days=1),
    )


async def test_name_of_a_new_account_is_kept_without_space_around_it(
    service: Service,
) -> None:
    account_id = await create_account(
        service.pool,
        name="  Other ",
        admin_email="boss@other.test",
        admin_name="Boss",
        password=PASSWORD,
        at=service.clock(),
    )

    query = "select name from accounts where id = $1"
    assert await service.pool.fetchval(query, account_id) == "Other"
