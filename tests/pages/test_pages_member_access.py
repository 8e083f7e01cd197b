"""The Admin Center's pages about a member's sessions, sign-ins and erasure."""

from typing import Any

from journey import Journey
from page_texts import flash_text, heading_of, lines_of
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, Service
from visitor import Visitor
from waiting import until


async def _admin(service: Service) -> tuple[Visitor, str]:
    """Signed in, with the address of the member's page."""
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    member_id = await member_id_of(service.pool, MEMBER)
    return visitor, f"/admin-center/members/{member_id}"


async def _reasons(service: Service, kind: str) -> list[str]:
    records = await service.pool.fetch(
        "select reason from events join event_reasons on event_id = id where kind = $1",
        kind,
    )
    return [record["reason"] for record in records]


async def test_S2_L1_administrator_ends_one_session_and_then_all(
    service: Service,
) -> None:
    visitor, member = await _admin(service)
    people = [Journey(service) for _ in range(3)]
    for person in people:
        await person.start()

    shown = await visitor.open(f"{member}/access")
    (link, *_) = [each for each in shown.all("a") if "session_id" in str(each)]
    await visitor.open(link.attributes["href"])
    action = f"{member}/access/end-sessions"
    one = await visitor.send(action, reason="left a shared computer")
    await visitor.open(f"{member}/access/end-sessions")
    unreasoned = await visitor.send(action, reason=" ")
    await visitor.open(f"{member}/access/end-sessions")
    rest = await visitor.send(action, reason="left a shared computer")

    assert "127.0.0.1" in shown.words
    assert flash_text("session-ended") in one.words
    assert unreasoned.alerts == [flash_text("invalid-request", "end-sessions")]
    assert flash_text("sessions-ended") in rest.words
    assert lines_of("member who is not signed in")[-1] in rest.words
    for person in people:
        assert (await person.with_session("GET", "/v1/me")).status_code == 401
    assert await _reasons(service, "session_ended") == ["left a shared computer"] * 3


async def test_L1_administrator_cancels_a_sign_in(service: Service) -> None:
    visitor, member = await _admin(service)
    person = await long_enrolled(service)

    shown = await visitor.open(f"{member}/access")
    (link,) = shown.all("a", id=f"cancel-{person.login['id']}")
    await visitor.open(link.attributes["href"])
    cancelled = await visitor.send(
        f"{member}/access/cancel-login", reason="it was not Max"
    )

    assert flash_text("login-cancelled") in cancelled.words
    assert not cancelled.all("a", id=f"cancel-{person.login['id']}")
    assert (await person.read())["stage"] == "cancelled"
    assert await _reasons(service, "authn_flow_cancelled") == ["it was not Max"]


async def test_member_is_erased_once_the_address_is_given_again(
    service: Service,
) -> None:
    visitor, member = await _admin(service)
    member_id = await member_id_of(service.pool, MEMBER)

    async def name() -> Any:
        return await service.pool.fetchval(
            "select name from members where id = $1", member_id
        )

    asked = await visitor.open(f"{member}/erase")
    wrong = await visitor.send(f"{member}/erase", reason="asked", email=ADMIN)
    erased = await visitor.send(f"{member}/erase", reason="asked", email=MEMBER)
    await until(name, lambda shown: shown == "Erased")

    assert "Max" in asked.heading
    assert wrong.alerts == [
        next(line for line in lines_of("erase a member") if "not the member" in line)
    ]
    assert wrong.all("input", id="reason", value="asked")
    assert flash_text("member-erased") in erased.words
    assert await _reasons(service, "user_deleted") == ["asked"]


async def test_last_administrator_is_not_erased_on_the_page(service: Service) -> None:
    visitor, _ = await _admin(service)
    own = f"/admin-center/members/{await member_id_of(service.pool, ADMIN)}/erase"

    await visitor.open(own)
    refused = await visitor.send(own, reason="leaves", email=ADMIN)

    assert refused.alerts == [flash_text("last-administrator")]
    assert (await visitor.open("/admin-center")).heading == heading_of("switch")
