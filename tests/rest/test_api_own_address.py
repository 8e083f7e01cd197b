"""`/v1/me/email`: a member changes the address, by a code from the new mailbox."""

import asyncio
from collections import Counter

from address_change import (
    ASKED,
    CHANGED,
    NEW,
    SUBJECT,
    Move,
    mails_to,
    moving,
    until_mailed,
)
from journey import Journey
from password_reset import Reset
from problem_documents import kind, problem
from service import ADMIN, MEMBER, Service
from waiting import until_true


async def test_AD1_address_changes_once_the_code_from_the_new_mailbox_came_back(
    service: Service,
) -> None:
    move = await moving(service)

    asked = await move.ask()
    pending = await move.me()
    changed = await move.submit_code(await move.emailed_code())

    assert asked.status_code == 202
    assert asked.json()["pending_email"] == NEW
    assert (pending["email"], pending["pending_email"]) == (MEMBER, NEW)
    assert (changed.status_code, changed.content) == (204, b"")
    moved = await move.me()
    assert (moved["email"], moved["pending_email"]) == (NEW, None)
    assert kind(await Journey(service, MEMBER).start()) == (401, "invalid-credentials")
    assert (await Journey(service, NEW.upper()).start()).status_code == 201
    await until_mailed(service, NEW, SUBJECT, CHANGED)
    await until_mailed(service, MEMBER, ASKED, CHANGED)


async def test_L1_change_of_address_is_audited_without_addresses(
    service: Service,
) -> None:
    move = await moving(service)
    await move.ask()
    await move.submit_wrong_code()
    await move.submit_code(await move.emailed_code())

    events = await service.pool.fetch(
        "select kind, actor_id = member_id as own, detail from events "
        "where kind like 'user_%' order by id desc limit 3"
    )

    assert [event["kind"] for event in events] == [
        *("user_updated", "user_email_change_fail", "user_email_change_asked"),
    ]
    assert events[0]["own"]
    assert events[0]["detail"] == {"email": True}


async def test_AD2_taken_address_is_answered_as_a_free_one_and_not_mailed(
    service: Service,
) -> None:
    free, taken = await moving(service), await moving(service, ADMIN.upper())

    told = [await _walk(move) for move in (free, taken)]

    assert told[0] == told[1]
    assert mails_to(service, ADMIN) == mails_to(service, ADMIN.upper()) == []
    await until_true(lambda: mails_to(service, MEMBER).count(ASKED) == 2)


async def _walk(move: Move) -> list[object]:
    """All that who asks can see, without moments."""
    asked = (await move.ask()).json()
    refused = [problem(await move.submit_wrong_code())[:2] for _ in range(2)]
    soon = problem(await move.resend())[:2]
    left = (await move.read()).json()["email"]["attempts_left"]
    ended = await move.cancel()
    return [sorted(asked), sorted(asked["email"]), refused, soon, left, ended.content]


async def test_AD3_code_changes_the_address_once_however_often_it_is_sent_at_once(
    service: Service,
) -> None:
    move = await moving(service)
    await move.ask()
    code = await move.emailed_code()

    answers = await asyncio.gather(*(move.submit_code(code) for _ in range(30)))

    assert Counter(answer.status_code for answer in answers)[204] == 1
    assert {kind(answer) for answer in answers if answer.status_code != 204} <= {
        (429, "too-many-attempts"),
        (410, "flow-ended"),
    }
    count = "select count(*) from notices where kind = 'address_changed'"
    assert await service.pool.fetchval(count) == 2


async def test_AD4_address_that_was_taken_meanwhile_is_told_to_who_has_its_code(
    service: Service,
) -> None:
    move = await moving(service)
    await move.ask()
    code = await move.emailed_code()
    await service.add_member(NEW)

    refused = await move.submit_code(code)

    assert kind(refused) == (409, "email-taken")
    assert (await move.me())["pending_email"] is None
    assert problem(await move.submit_code(code))[2]["stage"] == "cancelled"
    assert (await Journey(service, MEMBER).start()).status_code == 201


async def test_AD5_second_change_replaces_the_first(service: Service) -> None:
    move = await moving(service)
    await move.ask()
    first = await move.emailed_code()

    again = await move.ask("max@bücher.example")
    dead = await move.submit_code(first)
    move.email = "max@xn--bcher-kva.example"
    changed = await move.submit_code(await move.emailed_code())

    assert again.json()["pending_email"] == "max@bücher.example"
    assert kind(dead) == (422, "wrong-code")
    assert changed.status_code == 204
    assert (await Journey(service, "MAX@BÜCHER.example").start()).status_code == 201


async def test_AD6_change_ends_setups_and_what_the_old_mailbox_could_do(
    service: Service,
) -> None:
    move = await moving(service)
    await service.require_two_step()
    other = Journey(service)
    await other.start()
    await other.as_far_as("connect_device")
    reset = Reset(service)
    await reset.ask()
    old = await reset.emailed_code()
    await move.ask()

    await move.submit_code(await move.emailed_code())

    assert kind(await other.submit_setup_code(other.code())) == (410, "flow-ended")
    assert kind(await reset.submit_code(old)) == (422, "wrong-code")
    assert (await move.person.with_session("GET", "/v1/me")).status_code == 200


async def test_E4_AD7_mails_and_tries_count_with_those_of_other_flows(
    service: Service,
) -> None:
    move = await moving(service)

    asked = [await move.ask(f"max{number}@acme.test") for number in range(5)]
    sixth = problem(await move.ask("max6@acme.test"))
    await service.require_two_step()
    other = Journey(service)
    await other.start()

    assert {answer.status_code for answer in asked} == {202}
    assert sixth[:2] == (429, "too-many-emails")
    assert kind(await other.begin_setup()) == (429, "too-many-emails")
    refused = [await move.submit_wrong_code() for _ in range(6)]
    assert problem(refused[4])[2]["attempts_left"] == 0
    assert kind(refused[5]) == (429, "too-many-attempts")


async def test_change_that_was_cancelled_changes_nothing(service: Service) -> None:
    move = await moving(service)
    nothing = [await move.read(), await move.cancel(), await move.resend()]
    await move.ask()
    code = await move.emailed_code()

    ended = [await move.cancel(), await move.cancel()]

    assert {kind(answer) for answer in nothing} == {(404, "not-found")}
    assert [answer.status_code for answer in ended] == [204, 204]
    assert kind(await move.submit_code(code)) == (410, "flow-ended")
    assert (await move.me())["email"] == MEMBER


async def test_A1_no_address_makes_a_fault(service: Service) -> None:
    move = await moving(service)
    odd = ["\x00@acme.test", "a@" + "ü" * 70 + ".test", "ｊ＠ａ@x", "‥@acme.test"]
    odd += ["a@\u202e.test", "@", "a@xn--.test", '"a b"@acme.test', "a@1.2.3.4"]

    refused = [await move.ask(each) for each in odd]

    assert {kind(answer) for answer in refused} == {(422, "invalid-request")}
    assert await service.pool.fetchval("select count(*) from address_changes") == 0
