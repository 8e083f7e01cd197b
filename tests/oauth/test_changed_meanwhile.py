"""What changes between a request, its sign-in and its code."""

import asyncio

import httpx
import pytest

from client_application import (
    CALLBACK,
    ClientApplication,
    add_client,
    answer_of,
    pushed,
)
from seeding import long_enrolled
from service import MEMBER, PASSWORD, Service
from visitor import Visitor
from waiting import until

_WAITS = "select exists (select from pg_stat_activity where wait_event_type = 'Lock')"


async def _ended_elsewhere(service: Service) -> None:
    """As a person ends a session from another device."""
    await service.pool.execute(
        "update sessions set ended_at = $1 where ended_at is null", service.clock()
    )


async def _addresses(service: Service, client: ClientApplication, *uris: str) -> None:
    await service.pool.execute(
        "update clients set redirect_uris = $2 where id = $1", client.id, [*uris]
    )


def _last(visitor: Visitor) -> httpx.Response:
    assert visitor.answer is not None
    return visitor.answer


async def test_P1_address_that_was_removed_meanwhile_gets_no_code(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await client.open(visitor)
    await _addresses(service, client, "https://shop.test/other")

    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    assert CALLBACK not in _last(visitor).text
    assert not await service.pool.fetchval("select count(*) from authorization_codes")


async def test_P1_address_that_was_removed_meanwhile_is_not_declined_to(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await client.open(visitor)
    await _addresses(service, client, "https://shop.test/other")

    await visitor.send("/verify/decline")

    assert CALLBACK not in _last(visitor).text


async def test_S2_code_alone_opens_no_session_after_the_one_it_was_for_has_ended(
    service: Service,
) -> None:
    shop = await add_client(service)
    bank = await add_client(service, name="The Bank", min_acr="urn:doorstep:acr:mfa")
    person, visitor = await long_enrolled(service), Visitor(service.http)
    await service.require_two_step(False)
    await shop.open(visitor)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    await bank.open(visitor)
    await _ended_elsewhere(service)

    page = await visitor.send("/verify/code", code=person.code())

    alive = "select count(*) from sessions where ended_at is null"
    assert page.heading == "Sign-in cancelled"
    assert not await service.pool.fetchval(alive)
    codes = await service.pool.fetch("select client_id from authorization_codes")
    assert [row["client_id"] for row in codes] == [shop.id]


async def test_S2_setup_is_not_begun_after_the_session_it_was_for_has_ended(
    service: Service,
) -> None:
    shop = await add_client(service)
    bank = await add_client(service, name="The Bank", min_acr="urn:doorstep:acr:mfa")
    visitor = Visitor(service.http)
    await shop.open(visitor)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    await bank.open(visitor)
    await _ended_elsewhere(service)

    page = await visitor.send("/verify/setup")

    assert page.heading == "Sign-in cancelled"
    assert not await service.pool.fetchval("select count(*) from enrollments")


async def test_answered_request_is_answered_to_nobody_else(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    first = await client.open(visitor)
    fields = first.form("/sign-in").hidden
    shown = _last(visitor).url
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    typed = {"email": "ada@acme.test", "password": PASSWORD}

    again = await visitor.post("/sign-in", {**fields, **typed})
    page = await service.http.get(str(shown))

    assert "already used" in again.text
    assert "already used" in page.text
    assert await service.pool.fetchval("select count(*) from logins") == 1


async def test_request_that_was_declined_is_over(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await service.require_two_step()
    first = await client.open(visitor)
    fields = first.form("/sign-in").hidden
    typed = {"email": MEMBER, "password": PASSWORD}
    await visitor.send("/sign-in", **typed)
    await visitor.send("/verify/cancel")
    await visitor.send("/verify/decline")
    declined = answer_of(_last(visitor))

    again = await visitor.post("/sign-in", {**fields, **typed})

    assert declined["error"] == "access_denied"
    assert "already used" in again.text
    assert await service.pool.fetchval("select count(*) from logins") == 1


async def test_declining_is_an_act_of_a_form_and_not_of_an_address(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await service.require_two_step()
    await client.open(visitor)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    ended = await visitor.send("/verify/cancel")
    named = ended.form("/verify/decline").hidden["login"]

    shown = await visitor.open(f"/verify/decline?login={named}")
    answered = await service.pool.fetchval(
        "select answered_at from authorization_requests"
    )
    forged = await service.http.post("/verify/decline", data={"login": named})
    await visitor.send("/verify/decline")

    assert shown.heading == "Sign in to The Shop"
    assert answered is None
    assert forged.status_code == 403
    assert answer_of(_last(visitor))["error"] == "access_denied"


async def test_P1_pushed_request_does_not_outlive_its_address(service: Service) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    address = await pushed(client)
    await _addresses(service, client, "https://shop.test/other")

    page = await visitor.open(address)

    assert _last(visitor).status_code == 400
    assert page.heading == "This sign-in can't continue"


async def test_code_of_a_reload_is_of_the_session_as_it_is_now(
    service: Service,
) -> None:
    shop = await add_client(service)
    bank = await add_client(service, name="The Bank", min_acr="urn:doorstep:acr:mfa")
    person, visitor = await long_enrolled(service), Visitor(service.http)
    await service.require_two_step(False)
    await shop.open(visitor)
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    page_of_the_code = str(_last(visitor).url)
    await bank.open(visitor)
    await visitor.send("/verify/code", code=person.code())
    await service.require_two_step()

    await visitor.open(page_of_the_code)

    row = await service.pool.fetchrow(
        "select acr, amr from authorization_codes where client_id = $1", shop.id
    )
    assert row is not None
    assert row["acr"] == "urn:doorstep:acr:mfa"
    assert row["amr"] == ["pwd", "otp", "mfa"]


@pytest.mark.parametrize(
    "change",
    [
        "update sessions set ended_at = now()",
        "update members set disabled_at = now()",
    ],
)
async def test_S2_no_code_comes_of_a_session_that_is_ended_at_the_same_time(
    service: Service, change: str
) -> None:
    client = await add_client(service)
    await Visitor(service.http).sign_in()

    async with service.pool.acquire() as other, other.transaction():
        await other.execute(change)
        asking = asyncio.create_task(client.ask())
        await until(lambda: service.pool.fetchval(_WAITS), bool)
    answer = await asking

    assert answer.headers["location"].startswith("/sign-in?request=")
    written = ("authorization_codes", "login_starts", "session_clients")
    for table in written:
        assert not await service.pool.fetchval(f"select count(*) from {table}")
    assert await service.pool.fetchval("select count(*) from logins") == 1


async def test_S2_right_password_signs_in_though_the_session_ends_at_the_same_time(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await visitor.sign_in()
    await client.open(visitor, prompt="login")

    async with service.pool.acquire() as other, other.transaction():
        await other.execute("update sessions set ended_at = now()")
        typing = asyncio.create_task(
            visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
        )
        await until(lambda: service.pool.fetchval(_WAITS), bool)
    await typing

    assert "code" in answer_of(_last(visitor))
    alive = "select count(*) from sessions where ended_at is null"
    assert await service.pool.fetchval(alive) == 1
    ended = "select count(*) from logins where stage = 'signed_in'"
    assert await service.pool.fetchval(ended) == 2
