"""`/v1/account/groups`: groups of members, and who is in them, over HTTP."""

import asyncio
from datetime import timedelta

import httpx
from uuid_utils.compat import uuid7

from doorstep.audit.purge import Retention, purge
from doorstep.transactions.operators import create_account
from journey import Journey
from problem_documents import kind
from seeding import member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service

_GROUPS = "/v1/account/groups"
_MEMBERS = "/v1/account/members"


async def _admin(service: Service, email: str = ADMIN) -> Journey:
    admin = Journey(service, email, "admin_center")
    assert (await admin.start()).status_code == 201
    return admin


async def _add(admin: Journey, name: str) -> str:
    added = await admin.with_session("POST", _GROUPS, json={"name": name})
    assert added.status_code == 201, added.text
    return str(added.json()["id"])


async def _emails(admin: Journey, query: str) -> list[str]:
    page = (await admin.with_session("GET", f"{_MEMBERS}?{query}")).json()
    return [item["email"] for item in page["items"]]


async def _events(service: Service) -> list[tuple[str, str]]:
    """Of groups: the kind, and what the group is called."""
    records = await service.pool.fetch(
        """
        select kind, after from events join event_names on event_id = id
        where kind like 'group%' order by id
        """
    )
    return [(record["kind"], record["after"]) for record in records]


async def test_group_is_created_renamed_and_deleted_with_an_event_each(
    service: Service,
) -> None:
    admin = await _admin(service)

    group_id = await _add(admin, " Sales ")
    path = f"{_GROUPS}/{group_id}"
    read = await admin.with_session("GET", path)
    renamed = await admin.with_session("PATCH", path, json={"name": "sales"})
    await admin.with_session("PATCH", path, json={"name": "sales"})
    listed = await admin.with_session("GET", _GROUPS)
    deleted = await admin.with_session("DELETE", path)

    assert (read.json()["name"], read.json()["members"]) == ("Sales", 0)
    assert renamed.json() == {**read.json(), "name": "sales"}
    assert listed.json() == {"items": [renamed.json()], "next_cursor": None}
    assert deleted.status_code == 204
    assert kind(await admin.with_session("GET", path)) == (404, "not-found")
    assert kind(await admin.with_session("DELETE", path)) == (404, "not-found")
    assert (await admin.with_session("GET", _GROUPS)).json()["items"] == []
    assert await _events(service) == [
        ("group_added", "Sales"),
        ("group_changed", "sales"),
        ("group_removed", "sales"),
    ]


async def test_names_are_unique_in_any_case_and_free_after_deletion(
    service: Service,
) -> None:
    admin = await _admin(service)
    sales, support = await _add(admin, "Sales"), await _add(admin, "Support")

    taken = await admin.with_session("POST", _GROUPS, json={"name": "SALES"})
    renamed = await admin.with_session(
        "PATCH", f"{_GROUPS}/{support}", json={"name": "sales"}
    )
    blank = await admin.with_session("POST", _GROUPS, json={"name": " "})
    await admin.with_session("DELETE", f"{_GROUPS}/{sales}")

    assert kind(taken) == kind(renamed) == (409, "name-taken")
    assert kind(blank) == (422, "invalid-request")
    assert await _add(admin, "SALES")


async def test_member_is_put_into_a_group_once_and_taken_out(service: Service) -> None:
    admin = await _admin(service)
    member_id = await member_id_of(service.pool, MEMBER)
    group_id = await _add(admin, "Sales")
    path = f"{_GROUPS}/{group_id}/members/{member_id}"

    put = [await admin.with_session("PUT", path) for _ in range(2)]
    inside = await _emails(admin, f"group={group_id}")
    counted = (await admin.with_session("GET", f"{_GROUPS}/{group_id}")).json()
    taken_out = [await admin.with_session("DELETE", path) for _ in range(2)]

    assert [each.status_code for each in (*put, *taken_out)] == [204] * 4
    assert inside == [MEMBER]
    assert counted["members"] == 1
    assert await _emails(admin, f"group={group_id}") == []
    assert [each for each, _ in await _events(service)] == [
        *("group_added", "group_member_added", "group_member_removed")
    ]


async def test_thirty_parallel_puts_and_removals_count_each_member_once(
    service: Service,
) -> None:
    admin = await _admin(service)
    group_id = await _add(admin, "Sales")
    ids = [await member_id_of(service.pool, each) for each in (ADMIN, MEMBER)]
    paths = [f"{_GROUPS}/{group_id}/members/{each}" for each in ids]

    put = await asyncio.gather(
        *(admin.with_session("PUT", path) for path in paths * 15)
    )
    counted = (await admin.with_session("GET", f"{_GROUPS}/{group_id}")).json()
    gone = await asyncio.gather(
        *(admin.with_session("DELETE", paths[0]) for _ in range(10))
    )

    assert {each.status_code for each in (*put, *gone)} == {204}
    assert counted["members"] == 2
    after = (await admin.with_session("GET", f"{_GROUPS}/{group_id}")).json()
    assert after["members"] == 1


async def test_O2_groups_and_members_of_another_account_are_not_found(
    service: Service,
) -> None:
    admin = await _admin(service)
    ours = await _add(admin, "Sales")
    await create_account(
        service.pool,
        name="Other",
        admin_email="boss@other.test",
        admin_name="Boss",
        password=PASSWORD,
        at=service.clock() - timedelta(days=1),
    )
    boss = await _admin(service, "boss@other.test")
    theirs = await _add(boss, "Sales")
    stranger = await member_id_of(service.pool, "boss@other.test")
    member_id = await member_id_of(service.pool, MEMBER)

    answers: list[httpx.Response] = [
        await boss.with_session("GET", f"{_GROUPS}/{ours}"),
        await boss.with_session("PATCH", f"{_GROUPS}/{ours}", json={"name": "x"}),
        await boss.with_session("DELETE", f"{_GROUPS}/{ours}"),
        await boss.with_session("PUT", f"{_GROUPS}/{ours}/members/{stranger}"),
        await boss.with_session("PUT", f"{_GROUPS}/{theirs}/members/{member_id}"),
        await boss.with_session("PUT", f"{_GROUPS}/{theirs}/members/{uuid7()}"),
        await boss.with_session("DELETE", f"{_GROUPS}/{ours}/members/{member_id}"),
        await boss.with_session("GET", f"{_MEMBERS}?group={ours}"),
        await boss.with_session("GET", f"{_MEMBERS}?group={uuid7()}"),
        await boss.with_session("GET", f"{_MEMBERS}?group=sales"),
    ]

    assert [kind(each) for each in answers] == [(404, "not-found")] * len(answers)
    nobody = f"{_GROUPS}/{theirs}/members/{member_id}"
    assert (await boss.with_session("DELETE", nobody)).status_code == 204


async def test_numbers_of_groups_are_bounded(service: Service) -> None:
    admin = await _admin(service)
    member_id = await member_id_of(service.pool, MEMBER)
    await service.pool.execute(
        """
        with made as (
            insert into groups (id, account_id, name, name_key, created_at)
            select uuidv7(), $1, n::text, n::text, now()
            from generate_series(1, 999) as n returning id, name
        )
        insert into group_members select id, $2, now() from made
        where name::int <= 100
        """,
        service.account_id,
        member_id,
    )
    last = await _add(admin, "Last")

    one_more = await admin.with_session("POST", _GROUPS, json={"name": "More"})
    put = await admin.with_session("PUT", f"{_GROUPS}/{last}/members/{member_id}")

    assert kind(one_more) == kind(put) == (422, "invalid-request")


async def test_purge_deletes_what_removed_groups_leave(service: Service) -> None:
    admin = await _admin(service)
    member_id = await member_id_of(service.pool, MEMBER)
    kept, removed = await _add(admin, "Kept"), await _add(admin, "Removed")
    for group_id in (kept, removed):
        await admin.with_session("PUT", f"{_GROUPS}/{group_id}/members/{member_id}")
    await admin.with_session("DELETE", f"{_GROUPS}/{removed}")

    async with service.pool.acquire() as connection:
        retention = Retention(timedelta(days=90), timedelta(days=90))
        gone = await purge(connection, service.clock(), retention)

    assert gone["groups"] == 1
    left = await service.pool.fetch("select group_id from group_members")
    assert [str(each["group_id"]) for each in left] == [kept]
