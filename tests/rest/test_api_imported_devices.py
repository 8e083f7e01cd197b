"""Imported people sign in with the password and the app that they have."""

import asyncio
from datetime import datetime, timedelta

import bcrypt
import httpx
import pytest

from authenticator import code_at
from importing import SECRET, UNUSUAL, imported
from journey import Journey
from problem_documents import problem
from service import Service
from stale_sessions import grow_stale
from visitor import Visitor

JO = "jo@acme.test"
PASSWORD = "the password of before"
HASH = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()


async def _at_code(service: Service, totp: str = UNUSUAL) -> Journey:
    await service.require_two_step()
    await imported(service, {"email": JO, "password_hash": HASH, "totp": totp})
    jo = Journey(service, JO)
    assert (await jo.start(PASSWORD)).status_code == 201
    assert jo.login["stage"] == "code_required"
    return jo


def _code(service: Service, steps: int = 1) -> str:
    at = service.clock()
    return code_at(SECRET, at, steps, algorithm="sha256", digits=8, period=60)


async def test_IM2_imported_device_is_judged_by_its_own_parameters(
    service: Service,
) -> None:
    jo = await _at_code(service)

    usual = await jo.submit_code(code_at(SECRET, service.clock(), 1))
    right = await jo.submit_code(_code(service))

    assert problem(usual)[:2] == (422, "invalid-request")
    assert right.status_code == 200, right.text
    assert right.json()["session"]["amr"] == ["pwd", "otp", "mfa"]


async def test_V2_time_step_of_an_imported_device_is_used_once(
    service: Service,
) -> None:
    jo = await _at_code(service)
    code = _code(service)
    assert (await jo.submit_code(code)).status_code == 200
    again = Journey(service, JO)

    opened = (await again.start(PASSWORD)).json()
    replayed = await again.submit_code(code)

    assert problem(replayed)[:2] == (422, "wrong-code")
    assert opened["next_code_at"] is not None
    shown = datetime.fromisoformat(opened["next_code_at"])
    assert shown - service.clock() > timedelta(seconds=59)


async def test_IM2_code_of_another_length_is_free(service: Service) -> None:
    jo = await _at_code(service)

    for code in ("123456", "1234567", "12345", "123456789", "1234567x"):
        refused = await jo.submit_code(code)
        assert problem(refused)[:2] == (422, "invalid-request")
    wrong = await jo.submit_code("00000000")

    assert problem(wrong)[2]["attempts_left"] == 4
    assert refused.json()["errors"][0]["pointer"] == "#/code"


async def test_IM2_length_that_does_not_fit_is_told(service: Service) -> None:
    jo = await _at_code(service)

    refused = await jo.submit_code("123456")

    assert refused.json()["errors"] == [
        {"pointer": "#/code", "detail": "Must be 8 digits."}
    ]


async def test_V4_parallel_uses_of_an_imported_devices_code_give_one_session(
    service: Service,
) -> None:
    first = await _at_code(service)
    others = [Journey(service, JO) for _ in range(5)]
    for each in others:
        assert (await each.start(PASSWORD)).status_code == 201
    code = _code(service)

    answers = await asyncio.gather(
        *(each.submit_code(code) for each in (first, *others))
    )

    assert sorted(answer.status_code for answer in answers)[:2] == [200, 422]


async def test_IM2_step_up_takes_the_devices_digits(service: Service) -> None:
    jo = await _at_code(service)
    assert (await jo.submit_code(_code(service, 0))).status_code == 422
    assert (await jo.submit_code(_code(service))).status_code == 200
    await grow_stale(service)

    short = await _step_up(jo, "123456")
    wrong = await _step_up(jo, "00000000")

    assert problem(short)[:2] == (422, "invalid-request")
    assert problem(wrong)[:2] == (422, "wrong-code")


async def _step_up(person: Journey, code: str) -> httpx.Response:
    return await person.with_session("POST", "/v1/me/step-up", json={"code": code})


async def test_first_right_password_renews_the_imported_hash(service: Service) -> None:
    await _at_code(service)

    kept = (await service.member(JO)).password_hash
    again = await Journey(service, JO).start(PASSWORD)

    assert kept is not None
    assert kept.startswith("$argon2id$")
    assert again.status_code == 201
    assert (await Journey(service, JO).start("another")).status_code == 401


@pytest.mark.parametrize(
    ("totp", "said"), [(UNUSUAL, "the 8-digit code"), (SECRET, "the 6-digit code")]
)
async def test_page_asks_for_as_many_digits_as_the_device_has(
    service: Service, totp: str, said: str
) -> None:
    await service.require_two_step()
    await imported(service, {"email": JO, "password_hash": HASH, "totp": totp})
    visitor = Visitor(service.http)

    await visitor.sign_in(JO, PASSWORD)

    assert visitor.answer is not None
    assert said in visitor.answer.text
    assert f'data-digits="{said[4]}"' in visitor.answer.text
