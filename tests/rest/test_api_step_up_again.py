"""A step-up whose answer was lost: its repeat under the same key."""

import httpx

from journey import Journey
from problem_documents import kind, problem
from seeding import long_enrolled
from service import ADMIN, PASSWORD, Service
from stale_sessions import grow_stale

_PATH = "/v1/me/step-up"
_STEPPED_UP_AT = "select stepped_up_at from sessions"
_STEPPED_UP = "select count(*) from events where kind = 'authn_step_up_success'"


async def _step_up(person: Journey, key: str, code: str) -> httpx.Response:
    body = {"code": code}
    return await person.with_session("POST", _PATH, key, json=body)


async def test_P9_repeat_under_a_key_gets_the_first_answer(service: Service) -> None:
    person = await long_enrolled(service)
    assert (await person.submit_code(person.code(steps=-1))).status_code == 200
    await grow_stale(service)
    code, guess = person.code(), person.wrong_code()

    wrong = [await _step_up(person, "wrong", guess) for _ in range(3)]
    right = [await _step_up(person, "right", code) for _ in range(3)]
    other = await _step_up(person, "right", guess)

    assert [problem(answer) for answer in wrong[1:]] == [problem(wrong[0])] * 2
    assert problem(wrong[0])[2]["attempts_left"] == 4
    assert [answer.status_code for answer in right] == [200, 200, 200]
    assert kind(other) == (422, "invalid-request")
    assert await service.pool.fetchval(_STEPPED_UP) == 1


async def test_P9_repeat_of_a_judged_step_up_whose_answer_was_lost_gets_its_verdict(
    service: Service,
) -> None:
    """As a killed process leaves it: judged, and no answer kept."""
    person = await long_enrolled(service)
    assert (await person.submit_code(person.code(steps=-1))).status_code == 200
    await grow_stale(service)
    code, guess = person.code(), person.wrong_code()

    wrong = await _step_up(person, "wrong", guess)
    await service.pool.execute("delete from answers")
    wrong_again = await _step_up(person, "wrong", guess)
    right = await _step_up(person, "right", code)
    stepped_up_at = await service.pool.fetchval(_STEPPED_UP_AT)
    await service.pool.execute("delete from answers")
    right_again = await _step_up(person, "right", code)

    assert problem(wrong_again) == problem(wrong)
    assert problem(wrong)[2]["attempts_left"] == 4
    assert right_again.json() == right.json()
    assert await service.pool.fetchval(_STEPPED_UP) == 1
    assert await service.pool.fetchval(_STEPPED_UP_AT) == stepped_up_at


async def test_P9_repeat_of_a_step_up_by_password_gets_its_verdict(
    service: Service,
) -> None:
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    await grow_stale(service)
    body = {"password": PASSWORD}

    for _ in range(2):
        answer = await admin.with_session("POST", _PATH, "right", json=body)
        await service.pool.execute("delete from answers")
        assert answer.status_code == 200

    assert await service.pool.fetchval(_STEPPED_UP) == 1
