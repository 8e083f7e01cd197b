"""`/v1/subjects`: the people of an application that keeps its own passwords."""

import asyncio
from urllib.parse import quote

import pytest

from application import JO, Application, application_of, with_device
from journey import Journey
from problem_documents import kind
from seeding import member_id_of
from service import MEMBER, Service
from waiting import until

_INVALID = (422, "invalid-request")
_NOT_FOUND = (404, "not-found")
_TAKEN = (409, "email-taken")


@pytest.fixture
async def shop(service: Service) -> Application:
    return await application_of(service)


async def test_person_is_created_changed_read_and_listed(shop: Application) -> None:
    created = await shop.put("jo-1")
    changed = await shop.put("jo-1", name="Jo Doe", language="fr")
    same = await shop.put("jo-1", name="Jo Doe", language="fr")
    listed = await shop.call("GET", "/v1/subjects")

    assert (created.status_code, changed.status_code, same.status_code) == (
        *(201, 200, 200),
    )
    subject = created.json()
    member_id = await member_id_of(shop.service.pool, JO["email"])
    assert subject == {
        "external_id": "jo-1",
        "member_id": str(member_id),
        **JO,
        "two_step": "not_set_up",
        "created_at": subject["created_at"],
    }
    assert changed.json() == {**subject, "name": "Jo Doe", "language": "fr"}
    assert (await shop.get("jo-1")).json() == changed.json() == same.json()
    assert listed.json() == {"items": [changed.json()], "next_cursor": None}


async def test_people_are_listed_by_state_page_by_page(shop: Application) -> None:
    await with_device(shop, "enrolled")
    for number in range(3):
        await shop.put(f"n{number}", email=f"n{number}@acme.test")
    await (await shop.verification("n1")).begin_setup()

    async def names(query: str) -> list[str]:
        answer = (await shop.call("GET", f"/v1/subjects?{query}")).json()
        found = [item["external_id"] for item in answer["items"]]
        if answer["next_cursor"]:
            found += await names(f"{query}&cursor={answer['next_cursor']}")
        return found

    assert await names("limit=1") == ["enrolled", "n0", "n1", "n2"]
    assert await names("limit=1&two_step=not_set_up") == ["n0", "n2"]
    assert await names("two_step=enrolled") == ["enrolled"]
    assert await names("two_step=setting_up") == ["n1"]
    assert await names("two_step=locked") == []
    assert kind(await shop.call("GET", "/v1/subjects?two_step=x")) == _INVALID


@pytest.mark.parametrize("name", ["a/b", "%2F", "a?b#c", "+", "...", "x" * 255, '"\\'])
async def test_id_may_have_any_visible_character(shop: Application, name: str) -> None:
    created = await shop.put(quote(name, safe=""))

    assert created.json()["external_id"] == name
    assert (await shop.get(quote(name, safe=""))).json() == created.json()
    await shop.call("DELETE", f"/v1/subjects/{quote(name, safe='')}")
    assert kind(await shop.get(quote(name, safe=""))) == _NOT_FOUND


@pytest.mark.parametrize(
    "path", ["%2E%2E", "%2e", "x" * 256, "a%20b", "%C3%A9", "a%00", "%zz", "%0A"]
)
async def test_A1_id_of_any_other_form_is_refused(shop: Application, path: str) -> None:
    refused = await shop.put(path)

    assert kind(refused) == _INVALID
    assert refused.json()["errors"][0]["pointer"] == "#/path/external_id"
    assert kind(await shop.get(path)) == _NOT_FOUND
    assert kind(await shop.call("DELETE", f"/v1/subjects/{path}")) == _NOT_FOUND


async def test_slash_that_is_not_encoded_leads_nowhere(shop: Application) -> None:
    assert kind(await shop.put("a/b")) == _NOT_FOUND


async def test_address_of_another_member_is_taken(shop: Application) -> None:
    taken = await shop.put("jo-1", email=MEMBER.upper())
    await shop.put("jo-1")
    moved = await shop.put("jo-1", email=MEMBER)

    assert [kind(taken), kind(moved)] == [_TAKEN] * 2
    assert (await shop.get("jo-1")).json()["email"] == JO["email"]


async def test_changed_address_ends_a_setup_and_is_told_to_both(
    shop: Application,
) -> None:
    mail = shop.service.mail
    await shop.put("jo-1")
    person = await shop.verification("jo-1")
    await person.as_far_as("verify_email")
    await person.email_code()

    moved = await shop.put("jo-1", email="new@acme.test")

    assert moved.json()["email"] == "new@acme.test"
    setup = await person.read_enrollment()
    login = await person.read()
    assert (setup["stage"], login["stage"]) == ("cancelled", "setup_required")
    await mail.wait_for(3)
    told = {
        message["To"]
        for message in mail.messages
        if message["Subject"] == "Your email address was changed"
    }
    assert told == {JO["email"], "new@acme.test"}
    await person.begin_setup()
    person.email = "new@acme.test"
    assert (await person.submit_email_code(await person.email_code())).is_success


async def test_erased_person_is_locked_out_and_the_name_free_at_once(
    shop: Application,
) -> None:
    person = await with_device(shop, "jo-1")

    erased = await shop.call("DELETE", "/v1/subjects/jo-1")

    assert erased.status_code == 204
    assert kind(await shop.get("jo-1")) == _NOT_FOUND
    assert kind(await shop.verify("jo-1")) == _NOT_FOUND
    assert (await person.submit_code(person.code())).status_code in {404, 410}

    async def again() -> int:
        return (await shop.put("jo-1")).status_code

    assert await until(again, lambda status: status != 503) == 201
    assert (await shop.get("jo-1")).json()["two_step"] == "not_set_up"


async def test_P8_what_one_client_calls_its_people_is_unknown_to_another(
    shop: Application,
) -> None:
    other = await application_of(shop.service, name="Another")
    mine = (await shop.put("jo-1")).json()

    read = await other.get("jo-1")
    verified = await other.verify("jo-1")
    erased = await other.call("DELETE", "/v1/subjects/jo-1")
    taken = await other.put("jo-1")
    theirs = (await other.put("jo-1", email="jo@other.test")).json()

    assert [kind(answer) for answer in (read, verified, erased)] == [_NOT_FOUND] * 3
    assert kind(taken) == _TAKEN
    assert theirs["member_id"] != mine["member_id"]
    assert (await shop.get("jo-1")).json() == mine
    listed = (await other.call("GET", "/v1/subjects")).json()["items"]
    assert listed == [theirs]


@pytest.mark.parametrize("own", ["password_hash = 'a hash'", "role = 'admin'"])
async def test_P8_client_takes_nobody_over_who_signs_in_to_doorstep(
    shop: Application, own: str
) -> None:
    member_id = (await shop.put("jo-1")).json()["member_id"]
    await shop.service.pool.execute(
        f"update members set {own} where id = $1", member_id
    )

    moved = await shop.put("jo-1", email="thief@acme.test")
    erased = await shop.call("DELETE", "/v1/subjects/jo-1")

    assert [kind(moved), kind(erased)] == [(403, "insufficient-scope")] * 2
    assert (await shop.put("jo-1", name="Jo Doe")).json()["email"] == JO["email"]


async def test_P8_person_is_created_once_however_often_it_is_asked_for(
    shop: Application,
) -> None:
    answers = await asyncio.gather(*(shop.put("jo-1") for _ in range(30)))

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200] * 29 + [201]
    assert len({answer.json()["member_id"] for answer in answers}) == 1
    created = await shop.service.pool.fetchval(
        "select count(*) from events where kind = 'user_created' and detail ? 'client'"
    )
    assert created == 1


async def test_acts_of_a_client_have_it_as_actor(shop: Application) -> None:
    await shop.put("jo-1")
    await shop.put("jo-1", name="Jo Doe")
    await shop.verification("jo-1")

    events = (await shop.call("GET", "/v1/account/events?limit=3")).json()["items"]

    assert [(event["kind"], event["actor_id"]) for event in events] == [
        ("authn_first_factor_vouched", None),
        ("user_updated", None),
        ("user_created", None),
    ]
    assert {event["detail"]["client"] for event in events} == {shop.id}
    assert events[1]["detail"]["name_to"] == "Jo Doe"


async def test_A2_member_without_a_password_signs_in_by_none(shop: Application) -> None:
    await shop.put("jo-1")
    person, nobody = (
        Journey(shop.service, JO["email"]),
        Journey(shop.service, "x@y.test"),
    )

    answers = [
        await each.start(password)
        for each in (person, nobody)
        for password in ("", "None", "a guess")
    ]

    assert {kind(answer) for answer in answers} == {(401, "invalid-credentials")}
    assert len({answer.text for answer in answers}) == 1
