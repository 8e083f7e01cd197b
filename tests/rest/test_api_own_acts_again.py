"""Acts on the own address and password whose answer was lost: their repeats under the
same key.
"""

import asyncio
from collections import Counter

import httpx

from address_change import CHANGED, NEW, SUBJECT, mails_to, moving
from journey import Journey
from problem_documents import kind
from seeding import member_id_of
from service import MEMBER, PASSWORD, Service
from waiting import until_true

_EMAIL, _PASSWORD = "/v1/me/email", "/v1/me/password"
_CHOSEN = "eleven calm herons at noon"


async def _forget_answers(service: Service) -> None:
    """As a killed process leaves it: done, and no answer kept."""
    await service.pool.execute("delete from answers")


async def _count(service: Service, what: str) -> int:
    return int(await service.pool.fetchval(f"select count(*) from {what}"))


def _counted(answers: list[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


async def test_AD3_repeats_of_asking_for_an_address_are_one_change(
    service: Service,
) -> None:
    move = await moving(service)
    body = {"email": NEW}

    async def ask(email: str = NEW) -> httpx.Response:
        return await move.person.with_session(
            "POST", _EMAIL, "asking", json={"email": email}
        )

    at_once = await asyncio.gather(*(ask() for _ in range(10)))
    kept = await ask()
    await _forget_answers(service)
    lost = await ask()
    otherwise = await ask("other@acme.test")

    assert set(_counted(list(at_once))) <= {202, 429}
    assert kept.status_code == lost.status_code == 202
    assert kept.json() == lost.json()
    assert kept.json()["pending_email"] == body["email"]
    assert kind(otherwise) == (422, "invalid-request")
    assert await _count(service, "address_changes") == 1
    assert (await move.submit_code(await move.emailed_code())).status_code == 204
    assert mails_to(service, NEW).count(SUBJECT) == 1


async def test_AD3_repeats_of_sending_again_are_one_mail(service: Service) -> None:
    move = await moving(service)
    await move.ask()
    await service.pool.execute(
        "update address_changes set asked_at = asked_at - interval '61 seconds'"
    )

    async def resend() -> httpx.Response:
        return await move.person.with_session(
            "POST", f"{_EMAIL}/resend", "again", json={}
        )

    at_once = await asyncio.gather(*(resend() for _ in range(10)))
    await _forget_answers(service)
    lost = await resend()

    assert set(_counted(list(at_once))) <= {200, 429}
    assert lost.status_code == 200
    assert lost.json()["email"]["number"] == 2
    assert await _count(service, "attempts where kind = 'resend'") == 1


async def test_AD3_repeats_of_a_code_get_its_verdict(service: Service) -> None:
    move = await moving(service)
    await move.ask()
    right = await move.emailed_code()
    guess = "000000" if right != "000000" else "111111"

    async def submit(code: str, key: str) -> httpx.Response:
        return await move.person.with_session(
            "POST", f"{_EMAIL}/code", key, json={"code": code}
        )

    wrong = [await submit(guess, "wrong") for _ in range(2)]
    await _forget_answers(service)
    wrong.append(await submit(guess, "wrong"))
    at_once = await asyncio.gather(*(submit(right, "right") for _ in range(10)))
    await _forget_answers(service)
    lost = await submit(right, "right")
    another = await submit(right, "another")

    assert [answer.json() for answer in wrong[1:]] == [wrong[0].json()] * 2
    assert wrong[0].json()["attempts_left"] == 4
    assert set(_counted(list(at_once))) <= {204, 429}
    assert lost.status_code == 204
    assert kind(another) == (410, "flow-ended")
    assert (await move.me())["email"] == NEW
    await until_true(lambda: mails_to(service, MEMBER).count(CHANGED) == 1)


async def test_AD4_repeat_of_a_code_for_a_taken_address_is_refused_alike(
    service: Service,
) -> None:
    move = await moving(service)
    await move.ask()
    code = await move.emailed_code()
    await service.add_member(NEW)

    async def submit() -> httpx.Response:
        return await move.person.with_session(
            "POST", f"{_EMAIL}/code", "taken", json={"code": code}
        )

    answers = [await submit(), await submit()]

    assert {kind(answer) for answer in answers} == {(409, "email-taken")}


async def test_PW6_repeats_of_changing_the_password_change_it_once(
    service: Service,
) -> None:
    person = Journey(service)
    assert (await person.start()).status_code == 201
    member_id = await member_id_of(service.pool, MEMBER)

    async def change(new: str = _CHOSEN) -> httpx.Response:
        body = {"current": PASSWORD, "new": new}
        return await person.with_session("POST", _PASSWORD, "mine", json=body)

    at_once = await asyncio.gather(*(change() for _ in range(10)))
    kept = await change()
    otherwise = await change("twelve calm herons at noon")
    await _forget_answers(service)
    lost = await change()

    assert set(_counted(list(at_once))) <= {204, 429}
    assert kept.status_code == lost.status_code == 204
    assert kind(otherwise) == (422, "invalid-request")
    notices = f"notices where member_id = '{member_id}'"
    assert await _count(service, notices) == 1
    assert await _count(service, "events where kind = 'authn_password_change'") == 1
    assert (await Journey(service).start(_CHOSEN)).status_code == 201


async def test_key_of_a_refused_change_is_free_again(service: Service) -> None:
    person = Journey(service)
    assert (await person.start()).status_code == 201

    async def change(new: str) -> httpx.Response:
        body = {"current": PASSWORD, "new": new}
        return await person.with_session("POST", _PASSWORD, "mine", json=body)

    weak, done = await change("short"), await change(_CHOSEN)

    assert kind(weak) == (422, "weak-password")
    assert done.status_code == 204
