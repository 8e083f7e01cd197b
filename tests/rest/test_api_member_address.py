"""`PATCH /v1/account/members/{id}`: an administrator corrects a member's address."""

from datetime import timedelta

from address_change import ASKED, CHANGED, NEW, administrator, moving, until_mailed
from problem_documents import kind
from seeding import member_id_of
from service import ADMIN, MEMBER, Service


async def test_AD1_members_address_stays_until_the_member_has_given_the_code(
    service: Service,
) -> None:
    admin, move = await administrator(service), await moving(service)
    path = f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}"

    changed = await admin.with_session("PATCH", path, json={"email": NEW})
    done = await move.submit_code(await move.emailed_code())

    assert changed.status_code == 200
    shown = changed.json()
    assert (shown["email"], shown["pending_email"]) == (MEMBER, NEW)
    assert done.status_code == 204
    now = (await admin.with_session("GET", path)).json()
    assert (now["email"], now["pending_email"]) == (NEW, None)
    await until_mailed(service, MEMBER, ASKED, CHANGED)
    asked = await service.pool.fetchrow(
        "select * from events where kind = 'user_email_change_asked'"
    )
    assert asked is not None
    assert asked["actor_id"] == await member_id_of(service.pool, ADMIN)


async def test_AD4_administrator_is_told_that_an_address_is_taken(
    service: Service,
) -> None:
    admin = await administrator(service)
    path = f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}"

    body = {"email": f" {ADMIN.upper()}", "name": "Another"}
    taken = await admin.with_session("PATCH", path, json=body)
    same = await admin.with_session("PATCH", path, json={"email": MEMBER})

    assert kind(taken) == (409, "email-taken")
    assert same.status_code == 200
    assert same.json()["name"] != "Another"
    assert same.json()["pending_email"] is None
    assert await service.pool.fetchval("select count(*) from address_changes") == 0


async def test_AD5_present_address_ends_the_change_that_is_pending(
    service: Service,
) -> None:
    admin, move = await administrator(service), await moving(service)
    path = f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}"
    await admin.with_session("PATCH", path, json={"email": NEW})
    code = await move.emailed_code()

    kept = await admin.with_session("PATCH", path, json={"email": MEMBER})

    assert kept.json()["pending_email"] is None
    assert kind(await move.submit_code(code)) == (410, "flow-ended")


async def test_P9_change_of_an_address_wants_a_step_up(service: Service) -> None:
    admin, move = await administrator(service), await moving(service)
    path = f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}"
    await service.pool.execute(
        "update sessions set stepped_up_at = stepped_up_at - $1::interval",
        timedelta(minutes=6),
    )

    answers = [
        await admin.with_session("PATCH", path, json={"email": NEW}),
        await move.ask(),
    ]

    assert {kind(answer) for answer in answers} == {(403, "step-up-required")}


async def test_member_who_cannot_sign_in_is_mailed_nothing(service: Service) -> None:
    admin = await administrator(service)
    path = f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}"
    await admin.with_session("PATCH", path, json={"disabled": True})

    refused = await admin.with_session("PATCH", path, json={"email": NEW})

    assert kind(refused) == (422, "invalid-request")
    assert refused.json()["errors"][0]["pointer"] == "#/email"
